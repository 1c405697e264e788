// The process: version, threads, random numbers, CUDA, and how the C library keeps large blocks.
#include "abi.h"

#include <malloc.h>

#include <ATen/Context.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <torch/cuda.h>
#include <torch/version.h>

namespace {

// A training step allocates and frees hundreds of megabytes of activations. By default glibc maps and unmaps each of them, and the kernel
// zeroes every page anew; kept in the heap, they are reused.
struct KeepLargeBlocks {
  KeepLargeBlocks() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
    mallopt(M_TOP_PAD, 256 << 20);
  }
} keep_large_blocks;

}  // namespace

WB_API const char* wb_version() { return TORCH_VERSION; }

WB_API int wb_threads() { return at::get_num_threads(); }
WB_API int wb_interop_threads() { return at::get_num_interop_threads(); }
WB_API int wb_set_threads(int count) {
  return wb::guarded([&] { at::set_num_threads(count); });
}
WB_API int wb_set_interop_threads(int count) {
  return wb::guarded([&] { at::set_num_interop_threads(count); });
}

// 0: any algorithm, 1: those that give the same bits each time, or an error, 2: the same, or a warning.
WB_API int wb_deterministic() {
  auto& context = at::globalContext();
  return !context.deterministicAlgorithms() ? 0 : context.deterministicAlgorithmsWarnOnly() ? 2 : 1;
}
WB_API int wb_set_deterministic(int mode) {
  return wb::guarded([&] { at::globalContext().setDeterministicAlgorithms(mode != 0, mode == 2); });
}

WB_API int wb_cuda_available() { return torch::cuda::is_available(); }
WB_API int wb_cudnn_available() { return torch::cuda::cudnn_is_available(); }
WB_API int wb_cuda_device_count() { return static_cast<int>(torch::cuda::device_count()); }
WB_API int wb_cuda_synchronize(int64_t index) {
  return wb::guarded([&] { torch::cuda::synchronize(index); });
}
WB_API int wb_cuda_manual_seed(uint64_t seed, int all) {
  return wb::guarded([&] {
    if (all) torch::cuda::manual_seed_all(seed);
    else torch::cuda::manual_seed(seed);
  });
}

// Seeds the CPU's generator and those of all CUDA devices.
WB_API int wb_manual_seed(uint64_t seed) {
  return wb::guarded([&] { at::manual_seed(seed); });
}

WB_API void wb_generator_free(at::Generator* g) { delete g; }

WB_API int wb_generator_new(uint64_t seed, int device_type, int device_index, at::Generator** result) {
  return wb::guarded([&] {
    auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    at::Generator g;
    if (device.is_cpu()) {
      g = at::make_generator<at::CPUGeneratorImpl>(seed);
    } else {
      // The default generator's clone is the one way to a new one that every libtorch since 1.13 offers.
      g = at::globalContext().defaultGenerator(device).clone();
      g.set_current_seed(seed);
    }
    *result = new at::Generator(std::move(g));
  });
}

WB_API int wb_generator_default(at::Generator** result) {
  return wb::guarded([&] { *result = new at::Generator(at::globalContext().defaultGenerator(c10::kCPU)); });
}

WB_API int wb_generator_set_seed(at::Generator* g, uint64_t seed) {
  return wb::guarded([&] {
    std::lock_guard<std::mutex> lock(g->mutex());
    g->set_current_seed(seed);
  });
}

WB_API int wb_generator_seed(at::Generator* g, int fresh, uint64_t* result) {
  return wb::guarded([&] {
    std::lock_guard<std::mutex> lock(g->mutex());
    *result = fresh ? g->seed() : g->current_seed();
  });
}

WB_API int wb_generator_device(at::Generator* g, int* type, int* index) {
  return wb::guarded([&] {
    *type = static_cast<int>(g->device().type());
    *index = g->device().has_index() ? g->device().index() : -1;
  });
}

WB_API int wb_generator_state(at::Generator* g, at::Tensor** result) {
  return wb::guarded([&] {
    std::lock_guard<std::mutex> lock(g->mutex());
    *result = wb::own(g->get_state());
  });
}

WB_API int wb_generator_set_state(at::Generator* g, const at::Tensor* state) {
  return wb::guarded([&] {
    std::lock_guard<std::mutex> lock(g->mutex());
    g->set_state(*state);
  });
}
