using System.Net;
using System.Net.Http.Headers;

namespace Workbook.Data.Acquisition;

/// <summary>Web servers: the publishers', or a mirror with the files under their names.</summary>
/// <param name="mirror">Address of the mirror's folder; null for the publishers' own addresses.</param>
/// <param name="settings">How long to wait for an answer.</param>
internal sealed class HttpOrigin(Uri? mirror, TransferSettings settings) : IFileOrigin, IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { ConnectTimeout = settings.StallLimit, AutomaticDecompression = DecompressionMethods.None })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("equalization-loss-workbook", "1.0") }, AcceptEncoding = { new("identity") } },
    };

    public string AddressOf(RemoteFile file) => Address(file).AbsoluteUri;

    public void Dispose() => _client.Dispose();

    public async Task<OpenedFile> OpenAsync(RemoteFile file, long start, string? validator, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(file));
        if (start > 0)
        {
            request.Headers.Range = new RangeHeaderValue(start, null);
            if (validator is not null)
                request.Headers.TryAddWithoutValidation("If-Range", validator);
        }
        var response = await SendAsync(request, cancel);
        try
        {
            var content = await response.Content.ReadAsStreamAsync(cancel);
            var range = response.Content.Headers.ContentRange;
            return response.StatusCode == HttpStatusCode.PartialContent
                ? new OpenedFile(content, range?.From ?? -1, range?.Length, Validator(response)) { Owner = response }
                : new OpenedFile(content, 0, response.Content.Headers.ContentLength, Validator(response)) { Owner = response };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.StallLimit);
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (HttpRequestException e)
        {
            throw new TransientTransferException($"{request.RequestUri!.Host} cannot be reached ({(e.InnerException ?? e).Message})");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TransientTransferException(
                FormattableString.Invariant($"{request.RequestUri!.Host} did not answer within {settings.StallLimit.TotalSeconds:0.###} s"));
        }
        if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent)
            return response;
        using (response)
            throw Refused(request.RequestUri!, response);
    }

    private static IOException Refused(Uri address, HttpResponseMessage response)
    {
        var answer = FormattableString.Invariant($"{address} answered {(int)response.StatusCode} {response.ReasonPhrase}");
        return (int)response.StatusCode switch
        {
            // A range beyond the end: the file became shorter than what is here.
            408 or 416 or 429 or >= 500 => new TransientTransferException(answer, RetryAfter(response.Headers.RetryAfter)),
            _ => new IOException($"{answer}, expected the file. If it has moved, get it elsewhere and name its folder, or a mirror's address, with --from."),
        };
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - DateTimeOffset.UtcNow);

    /// <summary>A strong ETag, else the date: what If-Range may name (RFC 9110, section 13.1.5).</summary>
    private static string? Validator(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R");

    private Uri Address(RemoteFile file) => mirror is null ? file.Address : new Uri(mirror, file.FileName);
}
