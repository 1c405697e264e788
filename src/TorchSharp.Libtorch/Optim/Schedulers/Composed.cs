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
                /// <summary>Runs one schedule after the other; the next begins at each milestone, from its own epoch 0.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones,
                        int last_epoch = -1)
                    {
                        (Optimizer, _schedulers, _milestones) = (optimizer, [.. schedulers], [.. milestones]);
                        if (_schedulers.Length != _milestones.Length + 1)
                            throw new ArgumentException(
                                $"Expected one schedule more than milestones, got {_schedulers.Length} and {_milestones.Length}.",
                                nameof(milestones));
                        if (!_schedulers.All(scheduler => scheduler.Optimizer == optimizer))
                            throw new ArgumentException("All schedules must be of the same optimizer.", nameof(schedulers));
                        Epoch = last_epoch + 1;
                        foreach (var group in optimizer.ParamGroups)
                            group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in _schedulers)
                            scheduler.Restart(begin: scheduler == _schedulers[0]);
                        Record();
                    }

                    protected override IEnumerable<double> get_lr() => Rates();

                    private protected override void Advance(int? epoch)
                    {
                        Epoch = epoch ?? Epoch + 1;
                        var active = _milestones.Count(milestone => milestone <= Epoch);
                        if (active > 0 && _milestones[active - 1] == Epoch)
                            _schedulers[active].step((int?)0);
                        else
                            _schedulers[active].step();
                        Record();
                    }
                }

                /// <summary>Steps several schedules of one optimizer together.</summary>
                public class ChainedLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;

                    public ChainedLR(IEnumerable<LRScheduler> schedulers)
                    {
                        _schedulers = [.. schedulers];
                        if (_schedulers.Length == 0)
                            throw new ArgumentException("Expected at least one schedule.", nameof(schedulers));
                        Optimizer = _schedulers[0].Optimizer;
                        if (!_schedulers.All(scheduler => scheduler.Optimizer == Optimizer))
                            throw new ArgumentException("All schedules must be of the same optimizer.", nameof(schedulers));
                        Record();
                    }

                    public override void step()
                    {
                        foreach (var scheduler in _schedulers)
                            scheduler.step();
                        Record();
                    }
                }
            }
        }
    }
}
