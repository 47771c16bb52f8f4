using Actors.Invitations;
using Actors.Storage;
using Actors.Testing;
using Actors.Tests.Users;
using Actors.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Invitations;

public sealed class InvitationTests : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    private static readonly RequestOrigin Admin = Accounts.Origin with { ActorId = "usr_00000000000000000000000000000001" };

    private readonly Making _making = new();
    private GrainCluster _cluster = null!;

    public async ValueTask InitializeAsync() =>
        _cluster = await GrainCluster.StartAsync(services: services => services.AddSingleton<IIncomingGrainCallFilter>(_making));

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task An_invitation_makes_one_account_however_many_try_at_once()
    {
        var text = await InviteAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AcceptAsync(text, Accounts.NewEmail())));

        Assert.Single(results, r => r?.Outcome == RegisterOutcome.Registered);
        Assert.Equal(19, results.Count(r => r is null));
    }

    [Fact]
    public async Task An_invitation_is_bad_once_it_has_expired()
    {
        var text = await InviteAsync();
        _cluster.Clock.Advance(Lifetime);

        Assert.Null(await AcceptAsync(text, Accounts.NewEmail()));
    }

    [Fact]
    public async Task A_withdrawn_invitation_is_bad()
    {
        var text = await InviteAsync();
        Assert.True(await _cluster.Grains.GetInvitation(text.Id).RevokeAsync(Admin));

        Assert.Null(await AcceptAsync(text, Accounts.NewEmail()));
        Assert.False(await _cluster.Grains.GetInvitation(text.Id).RevokeAsync(Admin));
    }

    [Fact]
    public async Task An_invitation_that_was_made_and_seemed_not_to_be_is_good()
    {
        var email = Accounts.NewEmail();

        // The list and the invitation are written, and its mail with it.
        _cluster.Storage.LoseAnswerNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => InviteAsync(email));

        Assert.True(InvitationText.TryParse(_cluster.MailedToken(email.Display), out var mailed));
        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(mailed, email))?.Outcome);
    }

    [Fact]
    public async Task One_whose_row_could_not_go_when_it_was_accepted_is_not_told_to_have_expired()
    {
        var text = await InviteAsync();
        // The mark, the name, the account, the end; and then the row.
        _cluster.Storage.FailWriteNumber(5);

        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(text, Accounts.NewEmail()))?.Outcome);
        Assert.Contains(text.Id, _cluster.Storage.Stored("invitation"));
        _cluster.Clock.Advance(Lifetime);
        await InviteAsync();

        Assert.DoesNotContain(text.Id, _cluster.Storage.Stored("invitation"));
        Assert.Equal(["invitation.create", "invitation.accept"], _cluster.Storage.Events.Where(e => e.Chain == text.Id).Select(e => e.Type));
    }

    [Fact]
    public async Task An_expired_invitation_and_the_address_in_it_go_though_none_is_made_after_it()
    {
        var expired = await InviteAsync(Accounts.NewEmail());
        _cluster.Clock.Advance(Lifetime - InvitationSweeper.Interval);
        var email = Accounts.NewEmail();
        var open = await InviteAsync(email);
        _cluster.Clock.Advance(InvitationSweeper.Interval * 2);
        using var sweeper = new InvitationSweeper(_cluster.Storage, _cluster.Grains, _cluster.Clock, NullLogger<InvitationSweeper>.Instance);

        // The silo's own sweeper may be at it in the same moment.
        await sweeper.SweepAsync(CancellationToken.None);

        Assert.Equal([open.Id], _cluster.Storage.Stored("invitation"));
        Assert.Equal(["invitation.create", "invitation.expire"], _cluster.Storage.Events.Where(e => e.Chain == expired.Id).Select(e => e.Type));
        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(open, email))?.Outcome);
    }

    [Fact]
    public async Task A_guessed_secret_proves_nothing()
    {
        var text = await InviteAsync();

        Assert.Null(await AcceptAsync(text with { Secret = new string('0', 64) }, Accounts.NewEmail()));
    }

    [Fact]
    public async Task A_refused_password_leaves_the_invitation_good()
    {
        var text = await InviteAsync();

        Assert.Equal(RegisterOutcome.WeakPassword, (await AcceptAsync(text, Accounts.NewEmail(), "password"))?.Outcome);
        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(text, Accounts.NewEmail()))?.Outcome);
    }

    [Fact]
    public async Task A_taken_address_leaves_it_good_only_where_that_is_no_secret()
    {
        var taken = Accounts.NewEmail();
        await _cluster.RegisterAsync(taken);
        var (shown, hidden) = (await InviteAsync(), await InviteAsync());

        await AcceptAsync(shown, taken);
        await AcceptAsync(hidden, taken, hideExisting: true);

        Assert.NotNull(await AcceptAsync(shown, Accounts.NewEmail()));
        Assert.Null(await AcceptAsync(hidden, Accounts.NewEmail()));
    }

    [Fact]
    public async Task After_a_crash_between_account_and_invitation_it_is_good_for_no_other_address()
    {
        var text = await InviteAsync();
        var email = Accounts.NewEmail();

        // The invitation's mark, the claim and the account are written; the invitation's end is not.
        _cluster.Storage.FailWriteNumber(4);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => AcceptAsync(text, email));

        Assert.Null(await AcceptAsync(text, Accounts.NewEmail()));
        Assert.Equal(RegisterOutcome.EmailTaken, (await AcceptAsync(text, email))?.Outcome);
        Assert.Null(await AcceptAsync(text, email));
    }

    [Fact]
    public async Task After_such_a_crash_a_refused_password_makes_it_good_for_no_other_address_either()
    {
        var (text, email) = (await InviteAsync(), Accounts.NewEmail());
        _cluster.Storage.FailWriteNumber(4);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => AcceptAsync(text, email, hideExisting: true));

        Assert.Equal(RegisterOutcome.WeakPassword, (await AcceptAsync(text, email, "password", hideExisting: true))?.Outcome);

        Assert.Null(await AcceptAsync(text, Accounts.NewEmail(), hideExisting: true));
        Assert.Equal(RegisterOutcome.EmailTaken, (await AcceptAsync(text, email, hideExisting: true))?.Outcome);
        Assert.Null(await AcceptAsync(text, email, hideExisting: true));
    }

    [Fact]
    public async Task After_a_crash_an_address_that_somebody_else_owns_does_not_use_it_up()
    {
        var (text, taken) = (await InviteAsync(), Accounts.NewEmail());
        await _cluster.RegisterAsync(taken);

        // The invitation's mark is written; that it is taken back is not.
        _cluster.Storage.FailWriteNumber(2);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => AcceptAsync(text, taken));

        Assert.Equal(RegisterOutcome.EmailTaken, (await AcceptAsync(text, taken))?.Outcome);
        Assert.Equal(RegisterOutcome.Registered, (await AcceptAsync(text, Accounts.NewEmail()))?.Outcome);
    }

    [Fact]
    public async Task A_mailed_invitation_is_for_its_address_alone_which_counts_as_verified()
    {
        var email = Accounts.NewEmail();
        await InviteAsync(email);
        Assert.True(InvitationText.TryParse(_cluster.MailedToken(email.Display), out var mailed));

        Assert.Null(await AcceptAsync(mailed, Accounts.NewEmail()));
        Assert.True((await AcceptAsync(mailed, email))?.User?.EmailVerified);
    }

    [Fact]
    public async Task The_store_knows_the_secret_by_its_hash_alone_and_nothing_of_an_invitation_that_was_used()
    {
        var text = await InviteAsync();
        Assert.Contains(text.Id, _cluster.Storage.Stored("invitation"));

        await AcceptAsync(text, Accounts.NewEmail());

        Assert.DoesNotContain(text.Id, _cluster.Storage.Stored("invitation"));
        Assert.Equal(
            ["invitation.create", "invitation.accept"],
            _cluster.Storage.Events.Where(e => e.Chain == text.Id).Select(e => e.Type));
    }

    [Fact]
    public async Task Open_invitations_are_listed_newest_first_page_by_page()
    {
        var texts = new List<InvitationText>();

        for (var i = 0; i < 4; i++)
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            texts.Add(await InviteAsync());
        }

        await AcceptAsync(texts[2], Accounts.NewEmail());

        var first = await _cluster.Grains.GetInvitations().ListAsync(2, null);
        var second = await _cluster.Grains.GetInvitations().ListAsync(2, first.NextCursor);

        Assert.Equal([texts[3].Id, texts[1].Id], first.Items.Select(i => i.Id));
        Assert.Equal([texts[0].Id], second.Items.Select(i => i.Id));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task Invitations_of_nodes_whose_clocks_differ_are_all_listed()
    {
        var ahead = await InviteAsync(madeAt: _cluster.Clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        var behind = await InviteAsync();

        var first = await _cluster.Grains.GetInvitations().ListAsync(1, null);
        var second = await _cluster.Grains.GetInvitations().ListAsync(1, first.NextCursor);

        Assert.Equal([ahead.Id, behind.Id], first.Items.Concat(second.Items).Select(i => i.Id));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task Invitations_are_listed_while_one_is_being_made()
    {
        var text = await InviteAsync();
        var begun = _making.HoldBack();
        var inviting = InviteAsync();
        await begun;

        Assert.Equal([text.Id], (await _cluster.Grains.GetInvitations().ListAsync(50, null)).Items.Select(i => i.Id));

        _making.Release();
        await inviting;
    }

    [Fact]
    public async Task Expired_invitations_leave_the_list_and_the_store()
    {
        var old = await InviteAsync();
        _cluster.Clock.Advance(Lifetime);
        await InviteAsync();

        Assert.DoesNotContain(old.Id, _cluster.Storage.Stored("invitation"));
        Assert.DoesNotContain(old.Id, (await _cluster.Grains.GetInvitations().ListAsync(50, null)).Items.Select(i => i.Id));
    }

    private async Task<InvitationText> InviteAsync(EmailAddress? email = null, DateTimeOffset? madeAt = null)
    {
        var text = InvitationText.New(madeAt ?? _cluster.Clock.GetUtcNow());
        var made = await _cluster.Grains.GetInvitations()
            .CreateAsync(new NewInvitation(text.ToString(), _cluster.Clock.GetUtcNow() + Lifetime, email), Admin);
        Assert.Equal(text.Id, made?.Id);
        return text;
    }

    private Task<RegisterResult?> AcceptAsync(
        InvitationText text, EmailAddress email, string password = Accounts.RightPassword, bool hideExisting = false) =>
        _cluster.Grains.GetInvitation(text.Id)
            .RegisterAsync(text.ToString(), new Registration(email.Display, password, HideExisting: hideExisting), Accounts.Origin);

    /// <summary>The making of invitations, which can be held back.</summary>
    private sealed class Making : IIncomingGrainCallFilter
    {
        private TaskCompletionSource? _begun;
        private TaskCompletionSource? _held;

        /// <summary>Ends when the next is about to be made.</summary>
        public Task HoldBack()
        {
            (_begun, _held) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
            return _begun.Task.WaitAsync(Eventually.Patience);
        }

        public void Release() => _held!.SetResult();

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (_held is { } held && context is { Grain: IInvitationGrain, MethodName: nameof(IInvitationGrain.CreateAsync) })
            {
                _begun!.TrySetResult();
                await held.Task;
            }

            await context.Invoke();
        }
    }
}
