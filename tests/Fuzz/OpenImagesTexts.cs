namespace Fuzz;

/// <summary>Sound files of Open Images.</summary>
internal static class OpenImagesTexts
{
    public const string Classes = "/m/animal,Animal\n/m/cat,Cat\n/m/dog,Dog\n/m/toy,Toy\n/m/car,\"Car, also \"\"auto\"\"\"\n";

    public const string ClassesJson = """[{"id": 2, "name": "/m/cat"}, {"id": 1, "name": "/m/dog"}, {"id": 3, "name": "/m/animal"}]""";

    public const string Hierarchy = """
        {"LabelName": "/m/root", "Subcategory": [
          {"LabelName": "/m/animal", "Subcategory": [{"LabelName": "/m/cat"}, {"Part": [{"LabelName": "/m/car"}], "LabelName": "/m/dog"}]},
          {"Subcategory": [{"LabelName": "/m/dog"}], "LabelName": "/m/toy"}, {"LabelName": "/m/car"}]}
        """;

    public const string Boxes =
        "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsGroupOf\na1,x,/m/cat,1,0.1,0.5,0.25,0.75,0\na1,x,/m/dog,1,0,1,0,1,1\r\nb2,x,\"/m/car\",1,0.125,0.5,0,0.5,0\n";

    public const string Labels = "ImageID,LabelName,Confidence\na1,/m/cat,1\na1,/m/toy,0\nb2,/m/car,1.0\n";

    public const string Detections =
        "ImageID,LabelName,Score,XMin,XMax,YMin,YMax\na1,/m/cat,0.9,0.1,0.5,0.25,0.75\na1,/m/dog,0.5,0.2,0.6,0.25,0.75\nb2,/m/car,1e-3,-0.1,0.5,0,1.5\n";

    public const string PredictionStrings = "ImageId,PredictionString\na1,/m/cat 0.9 0.1 0.25 0.5 0.75 /m/dog 0.5 0 0 1 1\nb2,\n";
}
