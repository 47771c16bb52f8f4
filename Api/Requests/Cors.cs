using System.ComponentModel.DataAnnotations;
using Actors.Api.Documentation;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Actors.Api.Requests;

/// <summary>Which other origins' pages may call the API. Section <c>Cors</c>.</summary>
internal sealed class CorsOriginsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cors";

    /// <summary>Origins as a browser sends them, for instance <c>https://app.example.com</c>; a list, or one text with commas or semicolons between them. Default none.</summary>
    [MaxLength(100)]
    public IList<string> Origins { get; } = [];
}

internal static class CorsServices
{
    public static IServiceCollection AddConfiguredCors(this IServiceCollection services)
    {
        services.AddSection<CorsOriginsOptions>(CorsOriginsOptions.Section)
            .Validate(
                o => o.Origins.All(IsOrigin),
                $"{CorsOriginsOptions.Section}:{nameof(CorsOriginsOptions.Origins)} must be origins such as https://app.example.com, without a path.");

        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<CorsOriginsOptions>>((cors, configured) =>
            cors.AddDefaultPolicy(policy => policy
                .WithOrigins([.. configured.Value.Origins])
                .AllowAnyMethod()
                .AllowAnyHeader()
                // All that the OpenAPI document promises: a browser keeps others from the page.
                .WithExposedHeaders([.. Glossary.All.ResponseHeaders.Keys])
                .SetPreflightMaxAge(TimeSpan.FromHours(1))));

        return services;
    }

    public static IApplicationBuilder UseConfiguredCors(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<CorsOriginsOptions>>().Value.Origins.Count > 0)
        {
            // Also to those who have no origin, or another: a shared cache would give their answers to a page that may call.
            app.Use((context, next) =>
            {
                context.Response.OnStarting(VaryByOrigin, context.Response);
                return next(context);
            });
        }

        // Only pages of other origins send theirs.
        return app.UseWhen(context => context.Request.Headers.Origin.Count > 0, branch => branch.UseCors());
    }

    private static Task VaryByOrigin(object response)
    {
        var headers = ((HttpResponse)response).Headers;

        if (!headers.GetCommaSeparatedValues("Vary").Contains("Origin", StringComparer.OrdinalIgnoreCase))
        {
            headers.Append("Vary", "Origin");
        }

        return Task.CompletedTask;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority) == text;
}
