using System.Text;
using Actors.Api.Errors;
using Actors.Api.Settings;

namespace Actors.Tests.Settings;

public sealed class BodyMembersTests
{
    [Fact]
    public void Known_members_are_taken_out_as_they_stand()
    {
        var members = BodyMembers.Read(""" { "b" : {"x": 1.0 } , "a":"\u0061" } """u8.ToArray(), "a", "b", "c");

        Assert.Equal(["a", "b"], members.Keys.Order());
        Assert.Equal("""{"x": 1.0 }""", Encoding.UTF8.GetString(members["b"].AsSpan()));
        Assert.Equal("a", BodyMembers.TextOf(members["a"]));
        Assert.Null(BodyMembers.TextOf(members["b"]));
    }

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"x":1,"x":1}""")]
    [InlineData("""{"a":1}{}""")]
    public void Names_that_come_twice_and_what_follows_are_malformed(string body) => Assert.Equal(ErrorCodes.MalformedJson, Refused(body).Code);

    [Fact]
    public void Of_members_that_there_are_not_fifty_are_told_and_the_rest_is_not_read()
    {
        var (some, many) = (AllocatedBy(100), AllocatedBy(100_000));

        Assert.InRange(many, 0, some + (64 * 1024));

        static long AllocatedBy(int count)
        {
            var body = Encoding.UTF8.GetBytes($$"""{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":0"))}}}""");
            var before = GC.GetAllocatedBytesForCurrentThread();
            var problem = Assert.Throws<ProblemException>(() => BodyMembers.Read(body, "a")).Problem;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.Equal(ErrorCodes.ValidationFailed, problem.Code);
            Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), problem.Errors.Select(error => error.Field));
            return allocated;
        }
    }

    private static Problem Refused(string body) =>
        Assert.Throws<ProblemException>(() => BodyMembers.Read(Encoding.UTF8.GetBytes(body), "a")).Problem;
}
