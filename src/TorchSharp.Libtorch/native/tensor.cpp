// Handles, properties and memory of tensors.
#include "abi.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/serialize.h>

using at::Tensor;

WB_API void wb_tensor_free(Tensor* t) { delete t; }

WB_API int wb_tensor_share(const Tensor* t, Tensor** result) {
  return wb::guarded([&] { *result = new Tensor(*t); });
}

struct wb_tensor_facts {
  int32_t dtype, device_type, device_index, dim;
  int64_t numel, element_size, storage_offset;
  int32_t requires_grad, is_leaf, is_contiguous, is_sparse;
};

WB_API int wb_tensor_describe(const Tensor* t, wb_tensor_facts* f) {
  return wb::guarded([&] {
    f->dtype = static_cast<int32_t>(t->scalar_type());
    f->device_type = static_cast<int32_t>(t->device().type());
    f->device_index = t->device().has_index() ? t->device().index() : -1;
    f->is_sparse = t->is_sparse();
    f->dim = static_cast<int32_t>(t->dim());
    f->numel = t->numel();
    f->element_size = t->element_size();
    f->storage_offset = f->is_sparse ? 0 : t->storage_offset();
    f->requires_grad = t->requires_grad();
    f->is_leaf = t->is_leaf();
    f->is_contiguous = !f->is_sparse && t->is_contiguous();
  });
}

WB_API int64_t wb_tensor_dim(const Tensor* t) { return t->dim(); }
WB_API int32_t wb_tensor_dtype(const Tensor* t) { return static_cast<int32_t>(t->scalar_type()); }

// `sizes` and `strides` have room for dim() numbers; either may be null.
WB_API int wb_tensor_layout(const Tensor* t, int64_t* sizes, int64_t* strides) {
  return wb::guarded([&] {
    for (int64_t i = 0; i < t->dim(); ++i) {
      if (sizes) sizes[i] = t->size(i);
      if (strides) strides[i] = t->stride(i);
    }
  });
}

WB_API int wb_tensor_data(const Tensor* t, void** data) {
  return wb::guarded([&] { *data = t->numel() == 0 ? nullptr : t->data_ptr(); });
}

// A tensor over the caller's memory; `release(context)` is called when libtorch no longer needs it.
WB_API int wb_tensor_from_memory(void* data, const int64_t* sizes, int dim, int dtype, void (*release)(void*), void* context, Tensor** result) {
  return wb::guarded([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    *result = new Tensor(at::from_blob(data, at::IntArrayRef(sizes, dim), [release, context](void*) { release(context); }, options));
  });
}

WB_API int wb_tensor_set_requires_grad(Tensor* t, int value) {
  return wb::guarded([&] { t->requires_grad_(value != 0); });
}

WB_API int wb_tensor_grad(const Tensor* t, Tensor** result) {
  return wb::guarded([&] { *result = wb::own(t->grad()); });
}

WB_API int wb_tensor_set_grad(Tensor* t, const Tensor* grad) {
  return wb::guarded([&] {
    if (grad && (grad->sizes() != t->sizes()))
      throw std::invalid_argument("the gradient's shape differs from the tensor's");
    t->mutable_grad() = grad ? *grad : Tensor();
  });
}

WB_API int wb_tensor_retain_grad(const Tensor* t) {
  return wb::guarded([&] { t->retain_grad(); });
}

WB_API int wb_tensor_save(const Tensor* t, const char* path) {
  return wb::guarded([&] { torch::save(*t, std::string(path)); });
}

WB_API int wb_tensor_load(const char* path, Tensor** result) {
  return wb::guarded([&] {
    Tensor t;
    torch::load(t, std::string(path));
    *result = wb::own(t);
  });
}
