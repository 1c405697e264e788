using TorchSharp.Internal;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Records nothing for backward until disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Native.wb_grad_enabled() != 0;

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => Native.wb_inference_mode_enabled() != 0;

    private sealed class GradMode : IDisposable
    {
        private readonly int _before = Native.wb_grad_enabled();
        private bool _left;

        internal GradMode(bool enabled) => Native.wb_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose()
        {
            if (!_left)
                Native.wb_set_grad_enabled(_before);
            _left = true;
        }
    }

    private sealed class InferenceMode(bool mode) : IDisposable
    {
        private IntPtr _guard = Native.wb_inference_mode_enter(mode ? 1 : 0);

        public void Dispose()
        {
            if (_guard != IntPtr.Zero)
                Native.wb_inference_mode_leave(_guard);
            _guard = IntPtr.Zero;
        }
    }
}

/// <summary>Makes backward name the forward operation whose gradient failed or is NaN, until disposed. Slow.</summary>
public class AnomalyMode : IDisposable
{
    private readonly bool _enabledBefore = IsEnabled;
    private readonly bool _checkBefore = ShouldCheckNaN;

    public AnomalyMode(bool enabled, bool check_nan = true) => Native.wb_set_anomaly(enabled ? 1 : 0, check_nan ? 1 : 0);

    public static bool IsEnabled => Native.wb_anomaly_enabled() != 0;

    public static bool ShouldCheckNaN => Native.wb_anomaly_checks_nan() != 0;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Native.wb_set_anomaly(_enabledBefore ? 1 : 0, _checkBefore ? 1 : 0);
}
