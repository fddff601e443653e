using LlmRec.Catalog.Import;
using LlmRec.Catalog.Impressions;
using LlmRec.Catalog.Interactions;
using LlmRec.Catalog.Items;
using LlmRec.Catalog.Lexical;
using LlmRec.Catalog.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LlmRec.Catalog;

/// <summary>Registers this room.</summary>
public static class CatalogServices
{
    /// <summary>Adds the catalogue's stores, its import and its lexical search.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<LikeOptions>, LikeOptionsCheck>();
        services.AddSingleton(CatalogSchema.Part);
        services.AddSingleton(LexicalSchema.Part);
        services.AddSingleton<LexicalIndex>();
        services.AddSingleton<IItemProjection>(provider => provider.GetRequiredService<LexicalIndex>());
        services.AddSingleton<LikeRules>();
        services.AddSingleton<ItemStore>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<InteractionStore>();
        services.AddSingleton<ImpressionStore>();
        services.AddSingleton<CatalogImporter>();
        return services;
    }
}
