using Actors.Api.Access;
using Actors.Api.Errors;
using Actors.Api.Service;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Actors.Api.Documentation;

/// <summary>The OpenAPI 3.1 document and the page that shows it.</summary>
internal static class OpenApiServices
{
    private const string DocumentName = "v1";

    private const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IServiceCollection AddDocumentation(this IServiceCollection services) => services.AddOpenApi(DocumentName, openApi =>
    {
        openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Actors",
                Version = ServiceVersion.Text,
                Description = "Accounts, settings, limits and health for the users of an application. Errors are RFC 9457 problems; lists are paged by cursors; times are RFC 3339 in UTC.",
                License = new OpenApiLicense { Name = "Proprietary", Identifier = "LicenseRef-Proprietary" },
            };
            document.Servers = [new OpenApiServer { Url = "/", Description = "The service that shows this document." }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = SecuritySchemes.All;
            document.AddComponent("Problem", ProblemSchema.Create());

            foreach (var code in ErrorCodes.All)
            {
                document.AddComponent<IOpenApiExample>(code.Code, new OpenApiExample { Summary = code.Title, Value = OperationErrors.Example(code) });
            }

            return Task.CompletedTask;
        });
        // HEAD is wherever GET is and has nothing of its own to tell.
        openApi.ShouldInclude = operation => operation.HttpMethod is null || !HttpMethods.IsHead(operation.HttpMethod);
        openApi.AddSchemaTransformer<Times>();
        openApi.AddSchemaTransformer<RequiredFields>();
        openApi.AddOperationTransformer<DescribedBodies>();
        openApi.AddOperationTransformer<OperationErrors>();
        openApi.AddOperationTransformer<OperationDetails>();
        openApi.AddDocumentTransformer<DocumentDetails>();
    });

    public static IEndpointRouteBuilder MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi($"/openapi/{DocumentName}.json").KeepAnswer().AllowAnyone().Unlimited();
        routes.MapOpenApi($"/openapi/{DocumentName}.yaml").KeepAnswer().AllowAnyone().Unlimited();
        return routes;
    }

    /// <summary>The page loads its own scripts and styles only; the viewer writes styles of its own, hence the exception for them.</summary>
    public static IApplicationBuilder UseDocumentationPage(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/docs"), docs => docs
            .Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = PagePolicy;
                return next(context);
            })
            .UseSwaggerUI(page =>
            {
                page.RoutePrefix = "docs";
                page.DocumentTitle = "Actors API";
                page.SwaggerEndpoint("/openapi/v1.json", "Actors v1");
            }));

        return app;
    }
}
