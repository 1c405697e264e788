// Any operator of libtorch by its schema's name, through the dispatcher's boxed calling convention.
#include "abi.h"

#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/jit_type.h>
#include <ATen/core/stack.h>

namespace wb {
namespace {

// What an argument of a schema takes, with Optional[...] stripped.
enum class Takes { Tensor, TensorList, OptionalTensorList, Int, IntList, Double, DoubleList, Bool, BoolList, Number, String, Device, Generator, Other };

struct Parameter {
  std::string name;
  Takes takes;
  bool broadcasts;  // int[2] accepts one int
  c10::IValue fallback;
  bool has_fallback;
};

struct Operator {
  c10::OperatorHandle handle;
  std::string name;
  std::vector<Parameter> parameters;
  size_t returns;
};

Takes takes_of(const c10::TypePtr& declared) {
  auto type = declared;
  if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
  switch (type->kind()) {
    case c10::TypeKind::TensorType: return Takes::Tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType: return Takes::Int;
    case c10::TypeKind::FloatType: return Takes::Double;
    case c10::TypeKind::BoolType: return Takes::Bool;
    case c10::TypeKind::NumberType: return Takes::Number;
    case c10::TypeKind::StringType: return Takes::String;
    case c10::TypeKind::DeviceObjType: return Takes::Device;
    case c10::TypeKind::GeneratorType: return Takes::Generator;
    case c10::TypeKind::ListType: {
      auto element = type->castRaw<c10::ListType>()->getElementType();
      if (element->kind() == c10::TypeKind::OptionalType) return Takes::OptionalTensorList;
      switch (element->kind()) {
        case c10::TypeKind::TensorType: return Takes::TensorList;
        case c10::TypeKind::IntType:
        case c10::TypeKind::SymIntType: return Takes::IntList;
        case c10::TypeKind::FloatType: return Takes::DoubleList;
        case c10::TypeKind::BoolType: return Takes::BoolList;
        default: return Takes::Other;
      }
    }
    // ScalarType, Layout and MemoryFormat are integers on the stack.
    default: return Takes::Int;
  }
}

[[noreturn]] void mismatch(const Operator& op, const Parameter& p, const Value& v) {
  static const char* kinds[] = {"None", "Tensor", "int", "float", "bool", "int[]", "float[]", "bool[]", "Tensor[]", "str", "Device", "Generator", "default"};
  throw std::invalid_argument(op.name + ": argument '" + p.name + "' cannot take a value of kind " + kinds[v.kind]);
}

const at::Tensor* const* tensors(const Value& v) { return static_cast<const at::Tensor* const*>(v.p); }

c10::IValue to_ivalue(const Operator& op, const Parameter& p, const Value& v) {
  if (v.kind == kNone) return c10::IValue();
  switch (p.takes) {
    case Takes::Tensor:
      if (v.kind == kTensor) return *static_cast<const at::Tensor*>(v.p);
      break;
    case Takes::Int:
    case Takes::Device:
    case Takes::Number:
      if (v.kind == kInt) return v.i;
      if (v.kind == kBool && p.takes == Takes::Number) return v.i != 0;
      if (v.kind == kDouble && p.takes == Takes::Number) return v.d;
      if (v.kind == kDevice)
        return c10::Device(static_cast<c10::DeviceType>(v.i >> 32), static_cast<c10::DeviceIndex>(static_cast<int32_t>(v.i & 0xffffffff)));
      break;
    case Takes::Double:
      if (v.kind == kDouble) return v.d;
      if (v.kind == kInt) return static_cast<double>(v.i);
      break;
    case Takes::Bool:
      if (v.kind == kBool) return v.i != 0;
      break;
    case Takes::IntList:
      if (v.kind == kIntList) return at::IntArrayRef(static_cast<const int64_t*>(v.p), v.length);
      if (v.kind == kInt) return std::vector<int64_t>{v.i};
      break;
    case Takes::DoubleList:
      if (v.kind == kDoubleList) {
        auto begin = static_cast<const double*>(v.p);
        return std::vector<double>(begin, begin + v.length);
      }
      break;
    case Takes::BoolList:
      if (v.kind == kBoolList) {
        c10::List<bool> list;
        for (int i = 0; i < v.length; ++i) list.push_back(static_cast<const int64_t*>(v.p)[i] != 0);
        return list;
      }
      break;
    case Takes::TensorList:
      if (v.kind == kTensorList) {
        c10::List<at::Tensor> list;
        list.reserve(v.length);
        for (int i = 0; i < v.length; ++i) list.push_back(tensors(v)[i] ? *tensors(v)[i] : at::Tensor());
        return list;
      }
      break;
    case Takes::OptionalTensorList:
      if (v.kind == kTensorList) {
        c10::List<c10::optional<at::Tensor>> list;
        list.reserve(v.length);
        for (int i = 0; i < v.length; ++i) list.push_back(tensors(v)[i] ? c10::optional<at::Tensor>(*tensors(v)[i]) : c10::nullopt);
        return list;
      }
      break;
    case Takes::String:
      if (v.kind == kString) return std::string(static_cast<const char*>(v.p), v.length);
      break;
    case Takes::Generator:
      if (v.kind == kGenerator) return *static_cast<const at::Generator*>(v.p);
      break;
    case Takes::Other:
      break;
  }
  mismatch(op, p, v);
}

Value from_ivalue(const Operator& op, const c10::IValue& iv) {
  Value v{};
  if (iv.isNone()) {
    v.kind = kNone;
  } else if (iv.isTensor()) {
    v.kind = kTensor;
    v.p = own(iv.toTensor());
  } else if (iv.isTensorList()) {
    auto list = iv.toTensorVector();
    auto handles = new at::Tensor*[list.size()];
    for (size_t i = 0; i < list.size(); ++i) handles[i] = own(list[i]);
    v.kind = kTensorList;
    v.length = static_cast<int32_t>(list.size());
    v.p = handles;
  } else if (iv.isInt()) {
    v.kind = kInt;
    v.i = iv.toInt();
  } else if (iv.isDouble()) {
    v.kind = kDouble;
    v.d = iv.toDouble();
  } else if (iv.isBool()) {
    v.kind = kBool;
    v.i = iv.toBool();
  } else {
    throw std::invalid_argument(op.name + ": a result of type " + iv.tagKind() + " is not supported");
  }
  return v;
}

}  // namespace
}  // namespace wb

// Looks an operator up once; the handle lives as long as the process.
WB_API int wb_operator(const char* name, const char* overload, wb::Operator** result) {
  return wb::guarded([&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    auto full = std::string(name) + (*overload ? "." : "") + overload;
    if (!found) throw std::invalid_argument(full + ": this libtorch has no such operator");
    auto op = new wb::Operator{*found, full, {}, found->schema().returns().size()};
    for (auto& argument : found->schema().arguments()) {
      wb::Parameter p{argument.name(), wb::takes_of(argument.type()), argument.N().has_value(), c10::IValue(), false};
      if (argument.default_value()) {
        p.fallback = *argument.default_value();
        p.has_fallback = true;
      } else if (argument.type()->kind() == c10::TypeKind::OptionalType) {
        p.has_fallback = true;
      }
      op->parameters.push_back(std::move(p));
    }
    *result = op;
  });
}

// Arguments that are left out at the end, or of kind `default`, take the schema's default. At most `capacity` results are handed back.
WB_API int wb_call(const wb::Operator* op, const wb::Value* arguments, int count, wb::Value* results, int capacity) {
  return wb::guarded([&] {
    auto& parameters = op->parameters;
    if (static_cast<size_t>(count) > parameters.size())
      throw std::invalid_argument(op->name + " takes " + std::to_string(parameters.size()) + " arguments, got " + std::to_string(count));
    torch::jit::Stack stack;
    stack.reserve(std::max(parameters.size(), op->returns));
    for (size_t i = 0; i < parameters.size(); ++i) {
      auto& p = parameters[i];
      if (i < static_cast<size_t>(count) && arguments[i].kind != wb::kDefault) {
        stack.push_back(wb::to_ivalue(*op, p, arguments[i]));
      } else {
        if (!p.has_fallback) throw std::invalid_argument(op->name + ": argument '" + p.name + "' is missing");
        stack.push_back(p.fallback);
      }
    }
    op->handle.callBoxed(&stack);
    for (size_t i = 0; i < stack.size() && i < static_cast<size_t>(capacity); ++i) results[i] = wb::from_ivalue(*op, stack[i]);
  });
}

// Frees the array of a tensor-list result (not the tensors in it).
WB_API void wb_list_free(at::Tensor** handles) { delete[] handles; }
