"""An evaluation with lvis-api, whole; the peer of the comparison `lvis-evaluation`.

Called with ground truth, results and bbox or segm, it answers with user seconds, peak MiB and AP. The packages `lvis` (lvis-dataset/lvis-api)
and `pycocotools` (cocodataset/cocoapi) must be importable: put their folders on PYTHONPATH.
"""
import resource
import sys

from lvis import LVISEval

truth, results, kind = sys.argv[1:]
evaluation = LVISEval(truth, results, kind)
evaluation.run()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(usage.ru_utime, usage.ru_maxrss / 1024, repr(float(evaluation.get_results()["AP"])))
