#include "abi.h"

namespace wb {
namespace {
thread_local std::string last_error;
thread_local int64_t last_managed_exception;
}  // namespace

void set_error(const std::string& message) { last_error = message; }
void set_managed_exception(int64_t id) { last_managed_exception = id; }
}  // namespace wb

WB_API const char* wb_error() { return wb::last_error.c_str(); }
WB_API int64_t wb_managed_exception() { return wb::last_managed_exception; }
