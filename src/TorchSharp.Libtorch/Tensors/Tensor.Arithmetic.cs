using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient becomes an integer: not at all, towards zero, or towards minus infinity.</summary>
    public enum RoundingMode
    {
        None = 0,
        trunc = 1,
        floor = 2,
    }

    public partial class Tensor
    {
        private static readonly Operator s_add = new("aten::add", "Tensor");
        private static readonly Operator s_addScalar = new("aten::add", "Scalar");
        private static readonly Operator s_add_ = new("aten::add_", "Tensor");
        private static readonly Operator s_add_Scalar = new("aten::add_", "Scalar");
        private static readonly Operator s_sub = new("aten::sub", "Tensor");
        private static readonly Operator s_subScalar = new("aten::sub", "Scalar");
        private static readonly Operator s_sub_ = new("aten::sub_", "Tensor");
        private static readonly Operator s_sub_Scalar = new("aten::sub_", "Scalar");
        private static readonly Operator s_mul = new("aten::mul", "Tensor");
        private static readonly Operator s_mulScalar = new("aten::mul", "Scalar");
        private static readonly Operator s_mul_ = new("aten::mul_", "Tensor");
        private static readonly Operator s_mul_Scalar = new("aten::mul_", "Scalar");
        private static readonly Operator s_divTensorMode = new("aten::div", "Tensor_mode");
        private static readonly Operator s_divScalarMode = new("aten::div", "Scalar_mode");
        private static readonly Operator s_div_TensorMode = new("aten::div_", "Tensor_mode");
        private static readonly Operator s_div_ScalarMode = new("aten::div_", "Scalar_mode");
        private static readonly Operator s_div = new("aten::div", "Tensor");
        private static readonly Operator s_divScalar = new("aten::div", "Scalar");
        private static readonly Operator s_floor_divide = new("aten::floor_divide");
        private static readonly Operator s_floor_divideScalar = new("aten::floor_divide", "Scalar");
        private static readonly Operator s_div_ = new("aten::div_", "Tensor");
        private static readonly Operator s_div_Scalar = new("aten::div_", "Scalar");
        private static readonly Operator s_floor_divide_ = new("aten::floor_divide_", "Tensor");
        private static readonly Operator s_floor_divide_Scalar = new("aten::floor_divide_", "Scalar");
        private static readonly Operator s_fmod = new("aten::fmod", "Tensor");
        private static readonly Operator s_fmodScalar = new("aten::fmod", "Scalar");
        private static readonly Operator s_fmod_ = new("aten::fmod_", "Tensor");
        private static readonly Operator s_fmod_Scalar = new("aten::fmod_", "Scalar");
        private static readonly Operator s_remainder = new("aten::remainder", "Tensor");
        private static readonly Operator s_remainderScalar = new("aten::remainder", "Scalar");
        private static readonly Operator s_remainder_ = new("aten::remainder_", "Tensor");
        private static readonly Operator s_remainder_Scalar = new("aten::remainder_", "Scalar");
        private static readonly Operator s_powTensorTensor = new("aten::pow", "Tensor_Tensor");
        private static readonly Operator s_powTensorScalar = new("aten::pow", "Tensor_Scalar");
        private static readonly Operator s_pow_ = new("aten::pow_", "Tensor");
        private static readonly Operator s_pow_Scalar = new("aten::pow_", "Scalar");
        private static readonly Operator s_addcdiv = new("aten::addcdiv");
        private static readonly Operator s_addcmul = new("aten::addcmul");
        private static readonly Operator s_lerp = new("aten::lerp", "Tensor");
        private static readonly Operator s_atan2 = new("aten::atan2");
        private static readonly Operator s_copysign = new("aten::copysign", "Tensor");
        private static readonly Operator s_xlogy = new("aten::xlogy", "Tensor");
        private static readonly Operator s_xlogyScalarOther = new("aten::xlogy", "Scalar_Other");
        private static readonly Operator s_heaviside = new("aten::heaviside");
        private static readonly Operator s_addcdiv_ = new("aten::addcdiv_");
        private static readonly Operator s_addcmul_ = new("aten::addcmul_");
        private static readonly Operator s_lerp_ = new("aten::lerp_", "Tensor");
        private static readonly Operator s_atan2_ = new("aten::atan2_");
        private static readonly Operator s_copysign_ = new("aten::copysign_", "Tensor");
        private static readonly Operator s_xlogy_ = new("aten::xlogy_", "Tensor");
        private static readonly Operator s_xlogy_ScalarOther = new("aten::xlogy_", "Scalar_Other");
        private static readonly Operator s_heaviside_ = new("aten::heaviside_");
        private static readonly Operator s_hypot = new("aten::hypot");
        private static readonly Operator s_logaddexp = new("aten::logaddexp");
        private static readonly Operator s_maximum = new("aten::maximum");
        private static readonly Operator s_minimum = new("aten::minimum");
        private static readonly Operator s_fmax = new("aten::fmax");
        private static readonly Operator s_fmin = new("aten::fmin");

        public Tensor add(Tensor target) => s_add.Call(this, target);
        public Tensor add(Tensor target, Scalar alpha) => s_add.Call(this, target, alpha);
        public Tensor add(Scalar scalar) => s_addScalar.Call(this, scalar);
        public Tensor add(Scalar scalar, Scalar alpha) => s_addScalar.Call(this, scalar, alpha);
        public Tensor add_(Tensor target) => s_add_.CallInPlace(this, this, target);
        public Tensor add_(Tensor target, Scalar alpha) => s_add_.CallInPlace(this, this, target, alpha);
        public Tensor add_(Scalar scalar) => s_add_Scalar.CallInPlace(this, this, scalar);
        public Tensor add_(Scalar scalar, Scalar alpha) => s_add_Scalar.CallInPlace(this, this, scalar, alpha);
        public Tensor sub(Tensor target) => s_sub.Call(this, target);
        public Tensor sub(Scalar target) => s_subScalar.Call(this, target);
        public Tensor sub_(Tensor target) => s_sub_.CallInPlace(this, this, target);
        public Tensor sub_(Scalar target) => s_sub_Scalar.CallInPlace(this, this, target);
        public Tensor subtract(Tensor target) => s_sub.Call(this, target);
        public Tensor subtract(Scalar target) => s_subScalar.Call(this, target);
        public Tensor subtract_(Tensor target) => s_sub_.CallInPlace(this, this, target);
        public Tensor subtract_(Scalar target) => s_sub_Scalar.CallInPlace(this, this, target);
        public Tensor mul(Tensor target) => s_mul.Call(this, target);
        public Tensor mul(Scalar target) => s_mulScalar.Call(this, target);
        public Tensor mul_(Tensor target) => s_mul_.CallInPlace(this, this, target);
        public Tensor mul_(Scalar target) => s_mul_Scalar.CallInPlace(this, this, target);
        public Tensor multiply(Tensor target) => s_mul.Call(this, target);
        public Tensor multiply(Scalar target) => s_mulScalar.Call(this, target);
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => s_divTensorMode.Call(this, target, Name(rounding_mode));
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => s_divScalarMode.Call(this, target, Name(rounding_mode));
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            s_div_TensorMode.CallInPlace(this, this, target, Name(rounding_mode));
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            s_div_ScalarMode.CallInPlace(this, this, target, Name(rounding_mode));
        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            s_divTensorMode.Call(this, target, Name(rounding_mode));
        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            s_divScalarMode.Call(this, target, Name(rounding_mode));
        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            s_div_TensorMode.CallInPlace(this, this, target, Name(rounding_mode));
        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            s_div_ScalarMode.CallInPlace(this, this, target, Name(rounding_mode));
        public Tensor true_divide(Tensor other) => s_div.Call(this, other);
        public Tensor true_divide(Scalar other) => s_divScalar.Call(this, other);
        public Tensor floor_divide(Tensor other) => s_floor_divide.Call(this, other);
        public Tensor floor_divide(Scalar other) => s_floor_divideScalar.Call(this, other);
        public Tensor true_divide_(Tensor other) => s_div_.CallInPlace(this, this, other);
        public Tensor true_divide_(Scalar other) => s_div_Scalar.CallInPlace(this, this, other);
        public Tensor floor_divide_(Tensor other) => s_floor_divide_.CallInPlace(this, this, other);
        public Tensor floor_divide_(Scalar other) => s_floor_divide_Scalar.CallInPlace(this, this, other);
        public Tensor fmod(Tensor target) => s_fmod.Call(this, target);
        public Tensor fmod(Scalar scalar) => s_fmodScalar.Call(this, scalar);
        public Tensor fmod_(Tensor target) => s_fmod_.CallInPlace(this, this, target);
        public Tensor fmod_(Scalar scalar) => s_fmod_Scalar.CallInPlace(this, this, scalar);
        public Tensor remainder(Tensor target) => s_remainder.Call(this, target);
        public Tensor remainder(Scalar scalar) => s_remainderScalar.Call(this, scalar);
        public Tensor remainder_(Tensor target) => s_remainder_.CallInPlace(this, this, target);
        public Tensor remainder_(Scalar scalar) => s_remainder_Scalar.CallInPlace(this, this, scalar);
        public Tensor pow(Tensor exponent) => s_powTensorTensor.Call(this, exponent);
        public Tensor pow(Scalar exponent) => s_powTensorScalar.Call(this, exponent);
        public Tensor pow_(Tensor exponent) => s_pow_.CallInPlace(this, this, exponent);
        public Tensor pow_(Scalar exponent) => s_pow_Scalar.CallInPlace(this, this, exponent);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => s_addcdiv.Call(this, tensor1, tensor2);
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => s_addcdiv.Call(this, tensor1, tensor2, value);
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => s_addcmul.Call(this, tensor1, tensor2, value);
        public Tensor lerp(Tensor end, Tensor weight) => s_lerp.Call(this, end, weight);
        public Tensor atan2(Tensor other) => s_atan2.Call(this, other);
        public Tensor copysign(Tensor other) => s_copysign.Call(this, other);
        public Tensor xlogy(Tensor y) => s_xlogy.Call(this, y);
        public Tensor xlogy(Scalar y) => s_xlogyScalarOther.Call(this, y);
        public Tensor heaviside(Tensor other) => s_heaviside.Call(this, other);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => s_addcdiv_.CallInPlace(this, this, tensor1, tensor2);
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => s_addcdiv_.CallInPlace(this, this, tensor1, tensor2, value);
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => s_addcmul_.CallInPlace(this, this, tensor1, tensor2, value);
        public Tensor lerp_(Tensor end, Tensor weight) => s_lerp_.CallInPlace(this, this, end, weight);
        public Tensor atan2_(Tensor other) => s_atan2_.CallInPlace(this, this, other);
        public Tensor copysign_(Tensor other) => s_copysign_.CallInPlace(this, this, other);
        public Tensor xlogy_(Tensor y) => s_xlogy_.CallInPlace(this, this, y);
        public Tensor xlogy_(Scalar y) => s_xlogy_ScalarOther.CallInPlace(this, this, y);
        public Tensor heaviside_(Tensor other) => s_heaviside_.CallInPlace(this, this, other);
        public Tensor hypot(Tensor other) => s_hypot.Call(this, other);
        public Tensor logaddexp(Tensor other) => s_logaddexp.Call(this, other);
        public Tensor maximum(Tensor other) => s_maximum.Call(this, other);
        public Tensor minimum(Tensor other) => s_minimum.Call(this, other);
        public Tensor fmax(Tensor other) => s_fmax.Call(this, other);
        public Tensor fmin(Tensor other) => s_fmin.Call(this, other);

        private static string? Name(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => null,
        };
    }
}
