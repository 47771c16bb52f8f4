using Actors.Api.Tokens;
using Actors.Testing;
using Actors.Tokens;
using Microsoft.Extensions.Options;

namespace Actors.Tests.Tokens;

/// <summary>What an API node knows of tokens, for tests that make its parts themselves.</summary>
internal static class NodeTokens
{
    public static BearerTokens Of(GrainCluster cluster, SigningKeys keys, VerifiedTokens verified) =>
        new(new AccessTokens(Options.Create(new TokenOptions()), keys, cluster.Clock), keys, verified, cluster.Clock);
}
