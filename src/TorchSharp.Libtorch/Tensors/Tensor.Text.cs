using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static TensorStringStyle julia = TensorStringStyle.Julia;
    public static TensorStringStyle numpy = TensorStringStyle.Numpy;

    public partial class Tensor
    {
        /// <summary>Shape, type and device.</summary>
        public override string ToString() => ToString(TensorStringStyle.Metadata);

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            ToString(disamb ? TensorStringStyle.Default : TensorStringStyle.Metadata, fltFormat, width, cultureInfo, newLine);

        /// <summary>The tensor as text.</summary>
        /// <param name="style">How much, and in what form.</param>
        /// <param name="fltFormat">Format of floating-point numbers; null is g5.</param>
        /// <param name="width">Longest line in the Julia style; null is 100.</param>
        /// <param name="cultureInfo">Culture of the numbers; null is the current one.</param>
        /// <param name="newLine">Line separator; null is the system's.</param>
        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.CSharp)
                throw new NotSupportedException("The C# style is not supported; use Julia, Numpy or Metadata.");
            if (style == TensorStringStyle.Metadata || (is_meta && style != TensorStringStyle.Numpy))
                return Metadata();
            if (is_meta)
                throw new ArgumentException("A tensor on the meta device has no elements to print.", nameof(style));
            using var scope = NewDisposeScope();
            var text = new TensorText(this, fltFormat ?? "g5", width ?? 100, cultureInfo ?? CultureInfo.CurrentCulture, newLine ?? Environment.NewLine);
            return style == TensorStringStyle.Numpy ? text.Numpy() : Metadata() + text.Julia();
        }

        private string Metadata() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
