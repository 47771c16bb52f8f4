using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Actors.Api.Access;
using Actors.Api.Documentation;
using Actors.Api.Errors;
using Actors.Api.RateLimits;
using Actors.Api.Requests;
using Actors.RateLimits;
using Actors.Users;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Actors.Api.Users.Import;

/// <summary>Takes accounts over from another system, line by line, and answers line by line. Sent again it makes nothing twice.</summary>
internal static class ImportEndpoint
{
    private const long MaxBodyBytes = 64 * 1024 * 1024;
    private const long MaxLines = 10_000;

    /// <summary>So many are made at once; each is a few writes, which share their commits.</summary>
    private const int Round = 64;

    /// <summary>In milliseconds: ten minutes.</summary>
    private const int Deadline = 10 * 60 * 1000;

    public static IEndpointRouteBuilder MapUserImport(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/admin/users/import", HandleAsync).WithTags("Administration").RequireAdmin().RequireRateLimit(RateLimitTiers.Heavy)
            .WithSummary("Take accounts over from another system, one a line")
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes), new RequestTimeoutAttribute(Deadline))
            .Accepts<ImportLine>(NdJson.MediaType)
            .Produces<ImportResult>(StatusCodes.Status200OK, NdJson.MediaType)
            .FailsWith(ErrorCodes.UnsupportedMediaType);

        return routes;
    }

    private static async Task<IResult> HandleAsync(HttpContext context, CurrentUser user, Identity identity, IGrainFactory grains)
    {
        if (!NdJson.MediaType.Equals(BodyTypes.Of(context.Request), StringComparison.OrdinalIgnoreCase))
        {
            return BodyTypes.Refusal(NdJson.MediaType);
        }

        context.Response.ContentType = NdJson.MediaType;
        // A client that sends all before it reads anything is no slow one.
        context.Features.Get<IHttpMinResponseDataRateFeature>()?.MinDataRate = null;

        var results = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var sent = results.Reader.CopyToAsync(context.Response.BodyWriter, context.RequestAborted);

        var lines = new ImportLines(context.Request.BodyReader);

        try
        {
            await ImportAsync(lines, results.Writer, () => identity.StillAsync(user), Origin.Of(context), grains, context.RequestAborted);
        }
        catch (BadHttpRequestException bad) when (lines.Number > 0)
        {
            // It was larger than it may be, came too slowly or was no body. The answer is under way, so it is its last line that tells.
            await WriteAsync(results.Writer, ImportResult.Failed(lines.Number + 1, ErrorCodes.ForStatus(bad.StatusCode)), context.RequestAborted);
            await results.Writer.FlushAsync(context.RequestAborted);
        }
        finally
        {
            await results.Writer.CompleteAsync();
        }

        await sent;
        return Results.Empty;
    }

    /// <summary>Takes lines until there are no more, and writes the result of each.</summary>
    internal static async Task ImportAsync(
        ImportLines lines, PipeWriter results, Func<ValueTask<CurrentUser?>> importer, RequestOrigin origin, IGrainFactory grains, CancellationToken cancellationToken)
    {
        while (await lines.ReadAsync(Round, cancellationToken) is { Count: > 0 } round)
        {
            var (told, goesOn) = await TakeAsync(round, importer, origin, grains);

            foreach (var result in told)
            {
                await WriteAsync(results, result, cancellationToken);
            }

            await results.FlushAsync(cancellationToken);

            // What follows a line that is too long, or one too many, was not read.
            if (!goesOn || round[^1] is { Text: null } or { Number: > MaxLines })
            {
                return;
            }
        }
    }

    private static async Task<(ImportResult[] Results, bool GoesOn)> TakeAsync(
        List<ImportLines.Line> round, Func<ValueTask<CurrentUser?>> importer, RequestOrigin origin, IGrainFactory grains)
    {
        try
        {
            // Lines may come for ten minutes, and whoever sends them may be none who imports any more.
            var present = await importer();

            if (present is not { IsAdmin: true })
            {
                return ([ImportResult.Failed(round[0].Number, present is null ? ErrorCodes.InvalidToken : ErrorCodes.Forbidden)], false);
            }
        }
        catch (Exception exception) when (ProblemOf(exception) is { } problem)
        {
            // That is not known at this moment, and may be at the next lines.
            return ([.. round.Select(line => ImportResult.Failed(line.Number, problem.Code))], true);
        }

        return (await Task.WhenAll(round.Select(line => TakeAsync(line, origin, grains))), true);
    }

    private static async Task WriteAsync(PipeWriter results, ImportResult result, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(results, result, ApiJson.Lines, cancellationToken);
        results.Write("\n"u8);
    }

    private static async Task<ImportResult> TakeAsync(ImportLines.Line line, RequestOrigin origin, IGrainFactory grains)
    {
        if (line.Text is not { } text)
        {
            return ImportResult.Invalid(line.Number, new FieldError("", "too_long", $"A line has at most {ImportLines.MaxLineBytes} bytes; nothing after it was read."));
        }

        if (line.Number > MaxLines)
        {
            return ImportResult.Invalid(line.Number, new FieldError("", "too_many_lines", $"A request has at most {MaxLines} lines; send the rest in another."));
        }

        try
        {
            using var document = ApiJson.Parse(text);
            var value = Body<ImportLine>.Read(document.RootElement, out var errors);
            return errors.All.Count > 0 ? ImportResult.Invalid(line.Number, errors.All) : await RegisterAsync(line.Number, value, origin, grains);
        }
        catch (JsonException)
        {
            return ImportResult.Failed(line.Number, ErrorCodes.MalformedJson) with { Status = "invalid" };
        }
        catch (Exception exception) when (ProblemOf(exception) is { } problem)
        {
            return ImportResult.Failed(line.Number, problem.Code);
        }
    }

    /// <summary>What a failure is to the caller; null when it is a fault of ours.</summary>
    private static Problem? ProblemOf(Exception exception) =>
        ProblemAnswers.Of(exception) is { } problem && problem.Code != ErrorCodes.InternalError ? problem : null;

    private static async Task<ImportResult> RegisterAsync(long number, ImportLine line, RequestOrigin origin, IGrainFactory grains)
    {
        var name = grains.GetLoginName(AccountFields.Address(line.Email));
        var result = await name.RegisterAsync(line.ToRegistration(), origin);

        return result.Outcome switch
        {
            RegisterOutcome.Registered => new ImportResult(number, "created", result.User!.Id),
            RegisterOutcome.EmailTaken => new ImportResult(number, "exists", await name.FindAsync()),
            RegisterOutcome.UnknownHash => ImportResult.Invalid(number, new FieldError("password_hash", "unknown_hash", "The hash is of no known kind, or too costly.")),
            _ => throw new InvalidOperationException($"Unmapped register outcome '{result.Outcome}'."),
        };
    }
}
