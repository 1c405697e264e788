using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// Learning rates as functions of the number of steps, by the rules of Python's torch 1.13. Each schedule takes its first step when
        /// it is made.
        /// </summary>
        public static partial class lr_scheduler
        {
            public abstract class LRScheduler
            {
                protected int _step_count;

                private double[] _lastRates = [];

                /// <summary>For schedules that drive others.</summary>
                protected LRScheduler()
                {
                }

                /// <summary>
                /// With <paramref name="last_epoch"/> -1 the groups' rates become their initial ones; any other resumes after that step.
                /// </summary>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    (Optimizer, Epoch, Verbose) = (optimizer, last_epoch, verbose);
                    foreach (var group in optimizer.ParamGroups)
                        if (last_epoch == -1)
                            KeepInitialRate(group);
                    BaseRates = [.. optimizer.ParamGroups.Select(group => group.InitialLearningRate)];
                }

                internal Optimizer Optimizer { get; private protected init; } = null!;

                /// <summary>The initial rate of each group.</summary>
                private protected double[] BaseRates { get; } = [];

                /// <summary>Number of the last step; 0 after the constructor.</summary>
                private protected int Epoch { get; set; }

                private bool Verbose { get; }

                /// <summary>Sets the groups' rates for the next epoch.</summary>
                public virtual void step() => Advance(null);

                /// <summary>Sets the groups' rates for a given epoch.</summary>
                public virtual void step(int? epoch) => Advance(epoch);

                /// <summary>Sets the groups' rates by a measurement, where the schedule takes one.</summary>
                public virtual void step(double current, int? epoch = null) => Advance(epoch);

                /// <summary>The groups' rates that the last step set.</summary>
                public IEnumerable<double> get_last_lr() => _lastRates;

                /// <summary>The next rates, from the present ones.</summary>
                protected virtual IEnumerable<double> get_lr() =>
                    throw new NotSupportedException($"{GetType().Name} does not compute rates itself.");

                /// <summary>The rates of an epoch, from the initial ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected virtual void Advance(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToArray();
                    foreach (var (group, rate, i) in Optimizer.ParamGroups.Zip(rates, Enumerable.Range(0, rates.Length)))
                    {
                        group.LearningRate = rate;
                        if (Verbose)
                            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                                $"Adjusting learning rate of group {i} to {rate:e4}."));
                    }
                    Record();
                }

                /// <summary>Takes the first step; what a derived constructor ends with.</summary>
                private protected void Begin()
                {
                    _step_count = 0;
                    Advance(null);
                }

                /// <summary>Undoes the first step of a schedule that another one drives from its start.</summary>
                internal void Restart(bool begin)
                {
                    Epoch--;
                    if (begin)
                        Begin();
                }

                private protected void Record() => _lastRates = [.. Rates()];

                private protected IEnumerable<double> Rates() => Optimizer.ParamGroups.Select(group => group.LearningRate);

                private protected IEnumerable<double> Scaled(double factor) => Rates().Select(rate => rate * factor);

                private protected IEnumerable<double> FromBase(double factor) => BaseRates.Select(rate => rate * factor);

                private static void KeepInitialRate(ILearningRateController group)
                {
                    if (group is Modules.ParamGroup { Options: var options })
                    {
                        if (options.Scheduled)
                            return;
                        options.Scheduled = true;
                    }
                    group.InitialLearningRate = group.LearningRate;
                }
            }
        }
    }
}
