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
                /// <summary>Multiplies by gamma every step_size epochs.</summary>
                public class StepLR : LRScheduler
                {
                    private readonly int _size;
                    private readonly double _gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_size, _gamma) = (step_size, gamma);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr() => Epoch == 0 || Epoch % _size != 0 ? Rates() : Scaled(_gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(Math.Pow(_gamma, Epoch / _size));
                }

                /// <summary>Multiplies by gamma at each milestone; one that is listed twice counts twice.</summary>
                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] _milestones;
                    private readonly double _gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_milestones, _gamma) = ([.. milestones], gamma);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr() =>
                        _milestones.Count(milestone => milestone == Epoch) is > 0 and var times ? Scaled(Math.Pow(_gamma, times)) : Rates();

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromBase(Math.Pow(_gamma, _milestones.Count(milestone => milestone <= Epoch)));
                }

                /// <summary>Multiplies by gamma every epoch.</summary>
                public class ExponentialLR : LRScheduler
                {
                    private readonly double _gamma;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _gamma = gamma;
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr() => Epoch == 0 ? Rates() : Scaled(_gamma);

                    protected override IEnumerable<double> get_closed_form_lr() => FromBase(Math.Pow(_gamma, Epoch));
                }

                /// <summary>Follows half a cosine from the initial rate to eta_min in T_max epochs, and back in as many.</summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _period;
                    private readonly double _least;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_period, _least) = (T_max, eta_min);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                            return Rates();
                        if (_step_count == 1 && Epoch > 0)
                            return get_closed_form_lr();
                        if (Math.IEEERemainder(Epoch - 1 - _period, 2 * _period) == 0)
                            return Rates().Zip(BaseRates, (rate, initial) =>
                                rate + (initial - _least) * (1 - Math.Cos(Math.PI / _period)) / 2);
                        var ratio = (1 + Math.Cos(Math.PI * Epoch / _period)) / (1 + Math.Cos(Math.PI * (Epoch - 1) / _period));
                        return Rates().Select(rate => ratio * (rate - _least) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(initial => _least + (initial - _least) * (1 + Math.Cos(Math.PI * Epoch / _period)) / 2);
                }

                /// <summary>Multiplies the initial rate by (1 - epoch / total_iters)^power.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly int _total;
                    private readonly double _power;

                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_total, _power) = (total_iters, power);
                        Begin();
                    }

                    protected override IEnumerable<double> get_lr() => Epoch == 0 || Epoch > _total
                        ? Rates()
                        : Scaled(Math.Pow((1.0 - (double)Epoch / _total) / (1.0 - (double)(Epoch - 1) / _total), _power));

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        FromBase(Math.Pow(1.0 - (double)Math.Min(_total, Epoch) / _total, _power));
                }
            }
        }
    }
}
