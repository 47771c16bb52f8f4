using Actors.Health;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Actors.Silo.Probes.Checks;

/// <summary>Connects, publishes to a temporary queue and consumes what it published. The queue goes with the connection.</summary>
internal sealed class RabbitMqCheck : IProbeCheck
{
    private static readonly (string Scheme, int Port)[] Schemes = [("amqp", 5672), ("amqps", 5671)];

    public string Kind => ProbeKinds.RabbitMq;

    public string? Refuse(string? target) => ProbeUri.Refuse(target, Schemes);

    public async Task<CheckResult> RunAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(probe, cancellationToken);
            await PublishAndConsumeAsync(connection, cancellationToken);

            return CheckResult.Healthy("published and consumed");
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            throw new CheckFailedException(reason, e);
        }
    }

    private static Task<IConnection> ConnectAsync(ProbeDefinition probe, CancellationToken cancellationToken)
    {
        var target = ProbeUri.Parse(probe.Target, Schemes);
        var factory = new ConnectionFactory
        {
            HostName = target.Host,
            Port = target.Port,
            UserName = target.User ?? ConnectionFactory.DefaultUser,
            Password = target.Password ?? ConnectionFactory.DefaultPass,
            VirtualHost = target.Path.Length > 0 ? target.Path : ConnectionFactory.DefaultVHost,
            ClientProvidedName = "actors-health",
            // A check that fails is followed by a new one: nothing is to be mended behind its back.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = probe.Timeout,
            SocketReadTimeout = probe.Timeout,
            SocketWriteTimeout = probe.Timeout,
            HandshakeContinuationTimeout = probe.Timeout,
            ContinuationTimeout = probe.Timeout,
        };

        if (target.Scheme == "amqps")
        {
            factory.Ssl = new SslOption { Enabled = true, ServerName = target.Host };
        }

        return factory.CreateConnectionAsync(cancellationToken);
    }

    private static async Task PublishAndConsumeAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var queue = await channel.QueueDeclareAsync(
            queue: "", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);

        var sent = Guid.NewGuid();
        var arrived = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            arrived.TrySetResult(delivery.Body.Span.SequenceEqual(sent.ToByteArray()));
            return Task.CompletedTask;
        };

        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        await channel.BasicPublishAsync(exchange: "", routingKey: queue.QueueName, body: sent.ToByteArray(), cancellationToken: cancellationToken);

        if (!await arrived.Task.WaitAsync(cancellationToken))
        {
            throw new CheckFailedException("what was published was not consumed");
        }
    }

    private static string? Reason(Exception e) => e switch
    {
        AuthenticationFailureException or PossibleAuthenticationFailureException => "the sign-in was refused",
        OperationInterruptedException { ShutdownReason.ReplyCode: var code and > 0 } => $"the server ended the conversation with {code}",
        BrokerUnreachableException { InnerException: { } inner } => Reason(inner),
        AggregateException { InnerException: { } inner } => Reason(inner),
        ConnectFailureException { InnerException: null } => "connection refused",
        ProtocolException or PacketNotRecognizedException or MalformedFrameException => "the server did not speak AMQP 0-9-1",
        _ => null,
    };
}
