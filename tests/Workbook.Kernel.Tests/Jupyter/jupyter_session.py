"""Drives a kernel with jupyter_client; prints what came back as one JSON object, by the names of the steps.

usage: jupyter_session.py, with JUPYTER_DATA_DIR naming the folder of the kernelspec ".net-csharp"
"""
import json
import queue
import sys
import time

try:
    from jupyter_client import KernelManager
except ImportError:
    sys.exit(77)

manager = KernelManager(kernel_name=".net-csharp")
manager.start_kernel(stderr=sys.stderr)
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
found = {}


def shell(request):
    """The reply to a request."""
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply["parent_header"]["msg_id"] == request:
            return reply["content"]


def outputs(request):
    """What a request published, from busy to idle."""
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        messages.append([message["msg_type"], message["content"]])
        if message["content"].get("execution_state") == "idle":
            return messages


def run(name, code, **options):
    request = client.execute(code, **options)
    found[name] = {"reply": shell(request), "outputs": outputs(request)}


def ask(name, request):
    found[name] = shell(request)


def interrupt(name, code):
    request = client.execute(code)
    while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    start = time.monotonic()
    manager.interrupt_kernel()
    found[name] = {"reply": shell(request), "seconds": time.monotonic() - start}
    outputs(request)
    run(name + ", then", "x")


def answer(name, code, text):
    request = client.execute(code, allow_stdin=True)
    asked = client.get_stdin_msg(timeout=60)["content"]
    if text is None:
        manager.interrupt_kernel()
    else:
        client.input(text)
    found[name] = {"asked": asked, "reply": shell(request), "outputs": outputs(request)}


ask("kernel_info", client.kernel_info())
run("result", "var x = 5;\nx * 2")
run("streams", 'Console.WriteLine("out"); Console.Error.WriteLine("err");')
run("display", 'display(HTML("<b>x</b>")); "{\\"a\\": [1]}".DisplayAs("application/vnd.plotly.v1+json");')
run("update", "var d = display(1); d.Update(2);")
run("change", """
sealed class Bar : System.ComponentModel.INotifyPropertyChanged
{
    private int done;
    public event System.ComponentModel.PropertyChangedEventHandler PropertyChanged;
    public void Step() { done++; PropertyChanged?.Invoke(this, new("done")); }
    public override string ToString() => $"{done} of 2";
}
var bar = new Bar();
display(bar);
bar.Step();
bar.Step();
""")
run("changed by a later cell", "bar.Step();")
run("exception", 'throw new InvalidOperationException("no");')
run("no such name", "nope")
run("expressions", "x", user_expressions={"sum": "x + 1", "wrong": "nope"})
run("silent", "display(x); x = 6;", silent=True)
run("after silent", "x")
run("without history", "x = 5;", store_history=False)

requests = [client.execute(code) for code in ('throw new Exception();', "1", "2")]
requests.append(client.kernel_info())
found["queued"] = [shell(request)["status"] for request in requests]
for request in requests:
    outputs(request)
requests = [client.execute('throw new Exception();', stop_on_error=False), client.execute("x")]
found["queued, going on"] = [shell(request)["status"] for request in requests]
for request in requests:
    outputs(request)

ask("complete", client.complete("#!time\nvar text = \"\U0001F600\"; x.ToStr", 30))
ask("inspect", client.inspect("Console.WriteLine(x);", 12))
ask("inspect nothing", client.inspect("   ", 1))
for code in ("var y = 1;", "if (x > 0) {", "x +", "int )"):
    ask("is_complete " + code, client.is_complete(code))
ask("history", client.history(hist_access_type="tail", n=2, output=False))
ask("history search", client.history(hist_access_type="search", pattern="*WriteLine*", n=1))
ask("comm_info", client.comm_info())
message = client.session.msg("comm_open", {"comm_id": "c", "target_name": "none", "data": {}})
client.shell_channel.send(message)
found["comm_open"] = outputs(message["header"]["msg_id"])

answer("input", 'await GetInputAsync("who?")', "me")
answer("line", "Console.ReadLine()", "a line")
answer("input interrupted", "Console.ReadLine()", None)
run("nobody to ask", 'await GetInputAsync("who?")', allow_stdin=False)

interrupt("interrupted wait", 'Console.WriteLine(1); System.Threading.Thread.Sleep(600_000);')
interrupt("interrupted loop", "Console.WriteLine(1); while (true) { }")
interrupt("stops by itself", """
var stopped = false;
using (System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, signal => { stopped = true; }))
{
    Console.WriteLine(1);
    while (!System.Threading.Volatile.Read(ref stopped)) System.Threading.Thread.Sleep(10);
}
""")
found["heartbeat"] = client.hb_channel.is_beating()

run("other folder", """
System.IO.Directory.CreateDirectory("elsewhere");
System.IO.File.Copy(AppContext.BaseDirectory + "Markdig.dll", "elsewhere/theirs.dll");
Environment.CurrentDirectory = "elsewhere";
""")
ask("complete in the other folder", client.complete('#r "theirs.dll"\nMarkdig.MarkdownPipelineB'))

run("exit", "Environment.Exit(3);")
run("after exit", "1")
key = client.session.key
client.session.key = b"another"
client.execute("System.IO.File.WriteAllText(\"forged\", \"\");")
client.session.key = key
run("after a forged message", "System.IO.File.Exists(\"forged\")")

manager.restart_kernel()
client.wait_for_ready(timeout=60)
run("after restart", "x")
request = client.execute("while (true) { }")
manager.shutdown_kernel(now=False)
found["shut down"] = not manager.is_alive()
client.stop_channels()
print(json.dumps(found))
