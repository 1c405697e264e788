using static TorchSharp.torch;

namespace Workbook.Models;

/// <summary>The parts of a detector's loss, scalars; their sum is minimised.</summary>
/// <param name="Objectness">Region proposal network: object or not, over the sampled anchors.</param>
/// <param name="ProposalBox">Region proposal network: boxes.</param>
/// <param name="Classification">Box head: categories; the sum over the stages.</param>
/// <param name="Box">Box head: boxes; the sum over the stages.</param>
/// <param name="Mask">Mask head; null where targets have no masks.</param>
public sealed record DetectorLosses(Tensor Objectness, Tensor ProposalBox, Tensor Classification, Tensor Box, Tensor? Mask)
{
    /// <summary>Name and value of each part.</summary>
    public IEnumerable<(string Name, Tensor Value)> Parts =>
        new (string, Tensor?)[]
        {
            ("objectness", Objectness), ("proposal box", ProposalBox), ("classification", Classification), ("box", Box), ("mask", Mask),
        }.Where(part => part.Item2 is not null)!;

    /// <summary>The sum of the parts.</summary>
    public Tensor Total()
    {
        using var scope = NewDisposeScope();
        return stack(Parts.Select(part => part.Value).ToList()).sum().MoveToOuterDisposeScope();
    }
}
