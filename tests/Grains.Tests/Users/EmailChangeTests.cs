using Actors.Testing;
using Actors.Users;

namespace Actors.Tests.Users;

/// <summary>What becomes of the address that an account leaves, also when a crash comes into the change.</summary>
public sealed class EmailChangeTests : IAsyncLifetime
{
    private readonly EmailAddress _former = Accounts.NewEmail();
    private readonly EmailAddress _present = Accounts.NewEmail();
    private GrainCluster _cluster = null!;
    private UserProfile _user = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await GrainCluster.StartAsync();
        _user = await _cluster.RegisterAsync(_former);
        // The new address has its account; the process ends before the former one is released.
        await MoveAsync(_present);
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_address_that_was_left_and_not_released_finds_nobody()
    {
        Assert.Null(await FindAsync(_former));
        Assert.Equal(_user.Id, await FindAsync(_present));
    }

    [Fact]
    public async Task Somebody_else_may_have_it()
    {
        var next = await _cluster.RegisterAsync(_former);

        Assert.Equal(next.Id, await FindAsync(_former));
    }

    private async Task MoveAsync(EmailAddress email)
    {
        await _cluster.Grains.GetUserEmail(_user.Id).RequestChangeAsync(email, Accounts.Origin);
        var outcome = await _cluster.Grains.GetLoginName(email).MoveToAsync(_user.Id, _cluster.MailedToken(email.Display), Accounts.Origin);
        Assert.Equal(EmailOutcome.Done, outcome);
    }

    private Task<string?> FindAsync(EmailAddress email) => _cluster.Grains.GetLoginName(email).FindAsync();
}
