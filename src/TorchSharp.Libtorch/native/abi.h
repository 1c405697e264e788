// The C ABI between C# and libtorch. Every function returns 0, or an error code whose message wb_error() holds for the calling thread.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include <ATen/core/Tensor.h>
#include <c10/util/Exception.h>

#define WB_API extern "C" __attribute__((visibility("default")))

namespace wb {

enum Code { kOk = 0, kError = 1, kManagedException = 2 };

enum Kind : int32_t {
  kNone = 0, kTensor, kInt, kDouble, kBool, kIntList, kDoubleList, kBoolList, kTensorList, kString, kDevice, kGenerator, kDefault
};

// One argument or result. Lists point to memory of the caller; results own what they point to (tensors: new at::Tensor).
struct Value {
  Kind kind;
  int32_t length;
  union {
    int64_t i;
    double d;
    const void* p;
  };
};

// A C# exception on its way through libtorch: the C# side keeps the exception itself under this number.
struct ManagedException : std::exception {
  explicit ManagedException(int64_t id) : id(id) {}
  const char* what() const noexcept override { return "a managed exception was thrown inside a custom autograd function"; }
  int64_t id;
};

void set_error(const std::string& message);
void set_managed_exception(int64_t id);

inline at::Tensor* own(at::Tensor t) { return t.defined() ? new at::Tensor(std::move(t)) : nullptr; }
inline const at::Tensor& tensor(const at::Tensor* t) { return *t; }

// Runs `body`; a C++ exception becomes an error code.
template <typename Body>
int guarded(Body&& body) noexcept {
  try {
    body();
    return kOk;
  } catch (const ManagedException& e) {
    set_managed_exception(e.id);
    return kManagedException;
  } catch (const c10::Error& e) {
    set_error(e.what_without_backtrace());
    return kError;
  } catch (const std::exception& e) {
    set_error(e.what());
    return kError;
  } catch (...) {
    set_error("unknown C++ exception");
    return kError;
  }
}

}  // namespace wb
