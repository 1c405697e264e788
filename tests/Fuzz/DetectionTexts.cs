namespace Fuzz;

/// <summary>Sound files of detection.</summary>
internal static class DetectionTexts
{
    public const string Truth = """
        {"images": [{"id": 7, "height": 60, "width": 80, "neg_category_ids": [30], "not_exhaustive_category_ids": [10]}, {"id": 3, "height": 50, "width": 60}],
         "categories": [{"id": 30, "name": "c", "frequency": "r"}, {"id": 10, "name": "a", "frequency": "f", "image_count": 2, "instance_count": 3}],
         "annotations": [
          {"id": 1, "image_id": 7, "category_id": 10, "bbox": [1, 2, 30, 40], "area": 600.5, "segmentation": [[1, 2, 31, 2, 31.125, 42]]},
          {"id": 2, "image_id": 3, "category_id": 10, "bbox": [0, 0, 60, 50], "area": 3, "iscrowd": 1, "segmentation": {"size": [50, 60], "counts": [2997, 3]}},
          {"id": 3, "image_id": 3, "category_id": 10, "bbox": [0.5, 0, 9, 9.5], "area": 81, "ignore": 1, "segmentation": [[0, 0, 9, 0, 9, 9, 0, 9]]}]}
        """;

    public const string TruthOfCoco = """
        {"info": {}, "annotations": [{"segmentation": {"size": [50, 60], "counts": "de\\m1"}, "area": 64.5, "iscrowd": 0, "image_id": 3, "bbox": [1, 1, 8, 8], "category_id": 10, "id": 9}],
         "images": [{"width": 60, "height": 50, "id": 3, "file_name": "3.jpg"}, {"width": 80, "height": 60, "id": 7}], "categories": [{"id": 10, "name": "a"}, {"id": 30, "name": "\u0062"}]}
        """;

    public const string Boxes = """
        [{"image_id": 3, "category_id": 10, "bbox": [1, 2.5, 3, 4], "score": 0.25}, {"image_id":7,"category_id":10,"bbox":[1.25,2,30,40.125],"score":0.9999},
         {"score": 1e-05, "bbox": [0, 0, 60, 50], "category_id": 30, "image_id": 7}, {"image_id": 3, "category_id": 10, "bbox": [-1, -2, 60, 50], "score": 0.5},
         {"image_id": 3, "category_id": 10, "bbox": [0.5, 0, 9, 9], "score": 0.75, "id": 4}, {"image_id":7,"category_id":30,"bbox":[1,2,30,40],"score":1}]
        """;

    public const string Masks = """
        [{"image_id": 3, "category_id": 10, "score": 0.25, "segmentation": {"size": [50, 60], "counts": "de\\m1"}},
         {"image_id": 7, "category_id": 10, "score": 0.5, "segmentation": {"size": [60, 80], "counts": [100, 50, 4650]}},
         {"image_id": 7, "category_id": 30, "score": 0.125, "segmentation": [[1, 2, 31, 2, 31.125, 42]]}]
        """;

    public const string Both = """
        [{"image_id": 3, "category_id": 10, "score": 0.25, "bbox": [1, 2.5, 3, 4], "segmentation": {"size": [50, 60], "counts": "de\\m1"}},
         {"image_id": 7, "category_id": 10, "score": 0.75, "bbox": [1, 2, 30, 40], "segmentation": [[1, 2, 31, 2, 31, 42, 1, 42]]}]
        """;
}
