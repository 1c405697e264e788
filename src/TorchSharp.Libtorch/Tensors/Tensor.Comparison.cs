using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private static readonly Operator s_eq = new("aten::eq", "Tensor");
        private static readonly Operator s_eqScalar = new("aten::eq", "Scalar");
        private static readonly Operator s_eq_ = new("aten::eq_", "Tensor");
        private static readonly Operator s_eq_Scalar = new("aten::eq_", "Scalar");
        private static readonly Operator s_ne = new("aten::ne", "Tensor");
        private static readonly Operator s_neScalar = new("aten::ne", "Scalar");
        private static readonly Operator s_ne_ = new("aten::ne_", "Tensor");
        private static readonly Operator s_ne_Scalar = new("aten::ne_", "Scalar");
        private static readonly Operator s_lt = new("aten::lt", "Tensor");
        private static readonly Operator s_ltScalar = new("aten::lt", "Scalar");
        private static readonly Operator s_lt_ = new("aten::lt_", "Tensor");
        private static readonly Operator s_lt_Scalar = new("aten::lt_", "Scalar");
        private static readonly Operator s_le = new("aten::le", "Tensor");
        private static readonly Operator s_leScalar = new("aten::le", "Scalar");
        private static readonly Operator s_le_ = new("aten::le_", "Tensor");
        private static readonly Operator s_le_Scalar = new("aten::le_", "Scalar");
        private static readonly Operator s_gt = new("aten::gt", "Tensor");
        private static readonly Operator s_gtScalar = new("aten::gt", "Scalar");
        private static readonly Operator s_gt_ = new("aten::gt_", "Tensor");
        private static readonly Operator s_gt_Scalar = new("aten::gt_", "Scalar");
        private static readonly Operator s_ge = new("aten::ge", "Tensor");
        private static readonly Operator s_geScalar = new("aten::ge", "Scalar");
        private static readonly Operator s_ge_ = new("aten::ge_", "Tensor");
        private static readonly Operator s_ge_Scalar = new("aten::ge_", "Scalar");
        private static readonly Operator s_equal = new("aten::equal");
        private static readonly Operator s_allclose = new("aten::allclose");
        private static readonly Operator s_isclose = new("aten::isclose");
        private static readonly Operator s_isinTensorTensor = new("aten::isin", "Tensor_Tensor");
        private static readonly Operator s_isinf = new("aten::isinf");
        private static readonly Operator s_isfinite = new("aten::isfinite");
        private static readonly Operator s_isposinf = new("aten::isposinf");
        private static readonly Operator s_isneginf = new("aten::isneginf");
        private static readonly Operator s_isnan = new("aten::isnan");
        private static readonly Operator s_is_nonzero = new("aten::is_nonzero");
        private static readonly Operator s_logical_and = new("aten::logical_and");
        private static readonly Operator s_logical_and_ = new("aten::logical_and_");
        private static readonly Operator s_logical_or = new("aten::logical_or");
        private static readonly Operator s_logical_or_ = new("aten::logical_or_");
        private static readonly Operator s_logical_xor = new("aten::logical_xor");
        private static readonly Operator s_logical_xor_ = new("aten::logical_xor_");
        private static readonly Operator s_logical_not = new("aten::logical_not");
        private static readonly Operator s_logical_not_ = new("aten::logical_not_");
        private static readonly Operator s_bitwise_and = new("aten::bitwise_and", "Tensor");
        private static readonly Operator s_bitwise_and_ = new("aten::bitwise_and_", "Tensor");
        private static readonly Operator s_bitwise_or = new("aten::bitwise_or", "Tensor");
        private static readonly Operator s_bitwise_or_ = new("aten::bitwise_or_", "Tensor");
        private static readonly Operator s_bitwise_xor = new("aten::bitwise_xor", "Tensor");
        private static readonly Operator s_bitwise_xor_ = new("aten::bitwise_xor_", "Tensor");
        private static readonly Operator s_bitwise_left_shift = new("aten::bitwise_left_shift", "Tensor");
        private static readonly Operator s_bitwise_left_shift_ = new("aten::bitwise_left_shift_", "Tensor");
        private static readonly Operator s_bitwise_right_shift = new("aten::bitwise_right_shift", "Tensor");
        private static readonly Operator s_bitwise_right_shift_ = new("aten::bitwise_right_shift_", "Tensor");
        private static readonly Operator s_bitwise_not = new("aten::bitwise_not");
        private static readonly Operator s_bitwise_not_ = new("aten::bitwise_not_");

        public Tensor eq(Tensor target) => s_eq.Call(this, target);
        public Tensor eq(Scalar target) => s_eqScalar.Call(this, target);
        public Tensor eq_(Tensor target) => s_eq_.CallInPlace(this, this, target);
        public Tensor eq_(Scalar target) => s_eq_Scalar.CallInPlace(this, this, target);
        public Tensor equal(Tensor target) => s_eq.Call(this, target);
        public Tensor ne(Tensor target) => s_ne.Call(this, target);
        public Tensor ne(Scalar target) => s_neScalar.Call(this, target);
        public Tensor ne_(Tensor target) => s_ne_.CallInPlace(this, this, target);
        public Tensor ne_(Scalar target) => s_ne_Scalar.CallInPlace(this, this, target);
        public Tensor not_equal(Tensor target) => s_ne.Call(this, target);
        public Tensor not_equal_(Tensor target) => s_ne_.CallInPlace(this, this, target);
        public Tensor lt(Tensor target) => s_lt.Call(this, target);
        public Tensor lt(Scalar target) => s_ltScalar.Call(this, target);
        public Tensor lt_(Tensor target) => s_lt_.CallInPlace(this, this, target);
        public Tensor lt_(Scalar target) => s_lt_Scalar.CallInPlace(this, this, target);
        public Tensor less(Tensor target) => s_lt.Call(this, target);
        public Tensor le(Tensor target) => s_le.Call(this, target);
        public Tensor le(Scalar target) => s_leScalar.Call(this, target);
        public Tensor le_(Tensor target) => s_le_.CallInPlace(this, this, target);
        public Tensor le_(Scalar target) => s_le_Scalar.CallInPlace(this, this, target);
        public Tensor less_equal(Tensor target) => s_le.Call(this, target);
        public Tensor less_equal_(Tensor target) => s_le_.CallInPlace(this, this, target);
        public Tensor gt(Tensor target) => s_gt.Call(this, target);
        public Tensor gt(Scalar target) => s_gtScalar.Call(this, target);
        public Tensor gt_(Tensor target) => s_gt_.CallInPlace(this, this, target);
        public Tensor gt_(Scalar target) => s_gt_Scalar.CallInPlace(this, this, target);
        public Tensor greater(Tensor target) => s_gt.Call(this, target);
        public Tensor ge(Tensor target) => s_ge.Call(this, target);
        public Tensor ge(Scalar target) => s_geScalar.Call(this, target);
        public Tensor ge_(Tensor target) => s_ge_.CallInPlace(this, this, target);
        public Tensor ge_(Scalar target) => s_ge_Scalar.CallInPlace(this, this, target);
        public Tensor greater_equal(Tensor target) => s_ge.Call(this, target);

        public bool Equals(Tensor target) => s_equal.CallBool(this, target);
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            s_allclose.CallBool(this, target, rtol, atol, equal_nan);
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false) =>
            s_isclose.Call(this, other, rtol, atol, nanEqual);
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            s_isinTensorTensor.Call(this, test_elements, assumeUnique, invert);
        public Tensor isinf() => s_isinf.Call(this);
        public Tensor isfinite() => s_isfinite.Call(this);
        public Tensor isposinf() => s_isposinf.Call(this);
        public Tensor isneginf() => s_isneginf.Call(this);
        public Tensor isnan() => s_isnan.Call(this);
        public bool is_nonzero() => s_is_nonzero.CallBool(this);

        public Tensor logical_and(Tensor other) => s_logical_and.Call(this, other);
        public Tensor logical_and_(Tensor other) => s_logical_and_.CallInPlace(this, this, other);
        public Tensor logical_or(Tensor other) => s_logical_or.Call(this, other);
        public Tensor logical_or_(Tensor other) => s_logical_or_.CallInPlace(this, this, other);
        public Tensor logical_xor(Tensor other) => s_logical_xor.Call(this, other);
        public Tensor logical_xor_(Tensor other) => s_logical_xor_.CallInPlace(this, this, other);
        public Tensor logical_not() => s_logical_not.Call(this);
        public Tensor logical_not_() => s_logical_not_.CallInPlace(this, this);
        public Tensor bitwise_and(Tensor other) => s_bitwise_and.Call(this, other);
        public Tensor bitwise_and_(Tensor other) => s_bitwise_and_.CallInPlace(this, this, other);
        public Tensor bitwise_or(Tensor other) => s_bitwise_or.Call(this, other);
        public Tensor bitwise_or_(Tensor other) => s_bitwise_or_.CallInPlace(this, this, other);
        public Tensor bitwise_xor(Tensor other) => s_bitwise_xor.Call(this, other);
        public Tensor bitwise_xor_(Tensor other) => s_bitwise_xor_.CallInPlace(this, this, other);
        public Tensor bitwise_left_shift(Tensor other) => s_bitwise_left_shift.Call(this, other);
        public Tensor bitwise_left_shift_(Tensor other) => s_bitwise_left_shift_.CallInPlace(this, this, other);
        public Tensor bitwise_right_shift(Tensor other) => s_bitwise_right_shift.Call(this, other);
        public Tensor bitwise_right_shift_(Tensor other) => s_bitwise_right_shift_.CallInPlace(this, this, other);
        public Tensor bitwise_not() => s_bitwise_not.Call(this);
        public Tensor bitwise_not_() => s_bitwise_not_.CallInPlace(this, this);
    }
}
