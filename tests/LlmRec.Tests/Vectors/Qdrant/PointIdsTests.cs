using LlmRec.Vectors.Indexes.Qdrant;

namespace LlmRec.Tests.Vectors.Qdrant;

public sealed class PointIdsTests
{
    [Fact]
    public void A_uuid_of_version_5_is_that_of_the_rfc() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), PointIds.Of(new("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Theory]
    [InlineData("item-7", "b8d69fb8-0555-55c2-ab97-ae6e88385cc5")]
    [InlineData("ünïcödé 映画", "7f93f0db-d92d-5f1f-ab27-85bfd4b09bb8")]
    public void An_owners_point_has_the_same_id_for_ever(string owner, string id) => Assert.Equal(new Guid(id), PointIds.Of(owner));
}
