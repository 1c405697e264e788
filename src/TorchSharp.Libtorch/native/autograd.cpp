// Backward passes, and autograd functions whose forward and backward are C#.
#include "abi.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

using at::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

namespace wb {
namespace {

variable_list list(const Tensor* const* tensors, int count) {
  variable_list result;
  result.reserve(count);
  for (int i = 0; i < count; ++i) result.push_back(tensors && tensors[i] ? *tensors[i] : Tensor());
  return result;
}

// C# side of a custom function. Both fill `outputs` with handles that this side then owns and return 0, or the number of an exception.
using ForwardCallback = int64_t (*)(void* function, AutogradContext* context, Tensor** outputs, int capacity, int* count);
using BackwardCallback = int64_t (*)(void* function, AutogradContext* context, Tensor** grads, int grad_count, Tensor** outputs, int output_count);
using ReleaseCallback = void (*)(void* function);
ForwardCallback forward_callback;
BackwardCallback backward_callback;
ReleaseCallback release_callback;

constexpr int kMaxInputs = 16;
constexpr int kMaxOutputs = 16;

// Keeps the C# object of one call alive as long as the graph does.
struct Callee : torch::CustomClassHolder {
  explicit Callee(void* handle) : handle(handle) {}
  ~Callee() override { release_callback(handle); }
  void* handle;
};

variable_list adopt(Tensor** handles, int count) {
  variable_list result;
  for (int i = 0; i < count; ++i) {
    std::unique_ptr<Tensor> owned(handles[i]);
    result.push_back(owned ? *owned : Tensor());
  }
  return result;
}

using Optional = c10::optional<Tensor>;

struct ManagedFunction : torch::autograd::Function<ManagedFunction> {
  template <typename... Inputs>
  static variable_list forward(AutogradContext* context, c10::intrusive_ptr<Callee> callee, int64_t inputs, Inputs...) {
    context->saved_data["callee"] = c10::IValue::make_capsule(callee);
    context->saved_data["inputs"] = inputs;
    Tensor* outputs[kMaxOutputs] = {};
    int count = 0;
    if (auto id = forward_callback(callee->handle, context, outputs, kMaxOutputs, &count)) throw ManagedException(id);
    return adopt(outputs, count);
  }

  static variable_list backward(AutogradContext* context, variable_list grads) {
    auto capsule = context->saved_data["callee"].toCapsule();
    auto callee = static_cast<Callee*>(capsule.get());
    auto inputs = static_cast<int>(context->saved_data["inputs"].toInt());
    std::vector<Tensor*> handles;
    for (auto& g : grads) handles.push_back(own(g));
    Tensor* outputs[kMaxInputs] = {};
    if (auto id = backward_callback(callee->handle, context, handles.data(), static_cast<int>(handles.size()), outputs, inputs))
      throw ManagedException(id);
    // One entry for each argument of forward(): the two leading ones are not tensors.
    variable_list result(2);
    for (auto& g : adopt(outputs, kMaxInputs)) result.push_back(g);
    return result;
  }
};

}  // namespace
}  // namespace wb

WB_API int wb_backward(const Tensor* const* tensors, int count, const Tensor* const* grads, int retain_graph, int create_graph,
                       const Tensor* const* inputs, int input_count) {
  return wb::guarded([&] {
    torch::autograd::backward(wb::list(tensors, count), grads ? wb::list(grads, count) : variable_list(), retain_graph != 0,
                              create_graph != 0, wb::list(inputs, input_count));
  });
}

// `results` has room for `input_count` handles; an unused input's is null.
WB_API int wb_grad(const Tensor* const* outputs, int output_count, const Tensor* const* inputs, int input_count, const Tensor* const* grads,
                   int retain_graph, int create_graph, int allow_unused, Tensor** results) {
  return wb::guarded([&] {
    auto gradients = torch::autograd::grad(wb::list(outputs, output_count), wb::list(inputs, input_count),
                                           grads ? wb::list(grads, output_count) : variable_list(), retain_graph != 0, create_graph != 0,
                                           allow_unused != 0);
    for (size_t i = 0; i < gradients.size(); ++i) results[i] = wb::own(gradients[i]);
  });
}

WB_API int wb_grad_enabled() { return at::GradMode::is_enabled(); }
WB_API void wb_set_grad_enabled(int enabled) { at::GradMode::set_enabled(enabled != 0); }

WB_API int wb_inference_mode_enabled() { return c10::InferenceMode::is_enabled(); }
WB_API void* wb_inference_mode_enter(int enabled) { return new c10::InferenceMode(enabled != 0); }
WB_API void wb_inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

WB_API int wb_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled(); }
WB_API int wb_anomaly_checks_nan() { return torch::autograd::AnomalyMode::should_check_nan(); }
WB_API void wb_set_anomaly(int enabled, int check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }

WB_API void wb_function_callbacks(wb::ForwardCallback forward, wb::BackwardCallback backward, wb::ReleaseCallback release) {
  wb::forward_callback = forward;
  wb::backward_callback = backward;
  wb::release_callback = release;
}

// Applies a C# function to `count` tensors (null: not a tensor). Owns `function` from here on, whatever happens.
WB_API int wb_function_apply(void* function, const Tensor* const* inputs, int count, Tensor** outputs, int* output_count) {
  return wb::guarded([&] {
    auto holder = c10::make_intrusive<wb::Callee>(function);
    if (count > wb::kMaxInputs)
      throw std::invalid_argument("a custom autograd function takes at most " + std::to_string(wb::kMaxInputs) + " arguments, got " + std::to_string(count));
    wb::Optional in[wb::kMaxInputs];
    for (int i = 0; i < count; ++i)
      if (inputs[i]) in[i] = *inputs[i];
    auto result = wb::ManagedFunction::apply(holder, static_cast<int64_t>(count), in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7], in[8],
                                             in[9], in[10], in[11], in[12], in[13], in[14], in[15]);
    *output_count = static_cast<int>(result.size());
    for (size_t i = 0; i < result.size(); ++i) outputs[i] = wb::own(result[i]);
  });
}

WB_API int wb_context_save(AutogradContext* context, const Tensor* const* tensors, int count) {
  return wb::guarded([&] { context->save_for_backward(wb::list(tensors, count)); });
}

WB_API int wb_context_saved(const AutogradContext* context, Tensor** results, int capacity, int* count) {
  return wb::guarded([&] {
    auto saved = context->get_saved_variables();
    *count = static_cast<int>(saved.size());
    for (size_t i = 0; i < saved.size() && i < static_cast<size_t>(capacity); ++i) results[i] = wb::own(saved[i]);
  });
}

WB_API int wb_context_mark_dirty(AutogradContext* context, const Tensor* const* tensors, int count) {
  return wb::guarded([&] { context->mark_dirty(wb::list(tensors, count)); });
}

WB_API int wb_context_mark_non_differentiable(AutogradContext* context, const Tensor* const* tensors, int count) {
  return wb::guarded([&] { context->mark_non_differentiable(wb::list(tensors, count)); });
}

WB_API void wb_context_materialize_grads(AutogradContext* context, int value) { context->set_materialize_grads(value != 0); }
