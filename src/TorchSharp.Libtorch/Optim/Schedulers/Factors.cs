namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The schedules' classes; the functions beside make them.</summary>
            public static partial class impl
            {
                /// <summary>The initial rate times a function of the epoch: one for all groups, or one each.</summary>
                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double>[] _factors;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose)
                    {
                    }

                    public LambdaLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factors = OneEach(lr_lambdas, BaseRates.Length);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr() => BaseRates.Zip(_factors, (rate, factor) => rate * factor(Epoch));
                }

                /// <summary>The last rate times a function of the epoch: one for all groups, or one each.</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    private readonly Func<int, double>[] _factors;

                    public MultiplicativeLR(Optimizer optimizer, IEnumerable<Func<int, double>> lr_lambdas, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _factors = OneEach(lr_lambdas, BaseRates.Length);
                        Begin();
                    }

                    public MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Enumerable.Repeat(lr_lambda, optimizer.ParamGroups.Count()), last_epoch, verbose)
                    {
                    }

                    protected override IEnumerable<double> get_lr() =>
                        Epoch > 0 ? Rates().Zip(_factors, (rate, factor) => rate * factor(Epoch)) : Rates();
                }

                /// <summary>
                /// Moves the factor on the initial rate linearly from start_factor to end_factor in total_iters epochs: a warm-up.
                /// </summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _total;

                    public LinearLR(Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        DemandFraction(start_factor, nameof(start_factor));
                        DemandFraction(end_factor, nameof(end_factor));
                        (_start, _end, _total) = (start_factor, end_factor, total_iters);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                            return Scaled(_start);
                        return Epoch > _total ? Rates() : Scaled(1.0 + (_end - _start) / (_total * _start + (Epoch - 1) * (_end - _start)));
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromBase(_start + (_end - _start) * Math.Min(_total, Epoch) / _total);
                }

                /// <summary>The initial rate times a factor for total_iters epochs, then the initial rate.</summary>
                public class ConstantLR : LRScheduler
                {
                    private readonly double _factor;
                    private readonly int _total;

                    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int total_iters = 5, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        DemandFraction(factor, nameof(factor));
                        (_factor, _total) = (factor, total_iters);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                            return Scaled(_factor);
                        return Epoch == _total ? Scaled(1.0 / _factor) : Rates();
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromBase(_factor + (Epoch >= _total ? 1 : 0) * (1 - _factor));
                }

                private static Func<int, double>[] OneEach(IEnumerable<Func<int, double>> factors, int groups)
                {
                    Func<int, double>[] result = [.. factors];
                    return result.Length == groups ? result : throw new ArgumentException(
                        $"Expected one function for each of the {groups} parameter groups, got {result.Length}.", nameof(factors));
                }

                private static void DemandFraction(double value, string argument)
                {
                    if (!(value is >= 0 and <= 1))
                        throw new ArgumentOutOfRangeException(argument, value, "The factor must be between 0 and 1.");
                }
            }
        }
    }
}
