import v8 from 'node:v8';
import vm from 'node:vm';

/**
 * A function that collects this thread's garbage now. A photo leaves some hundred megabytes of pictures and tensors
 * behind, which lie outside the heap that makes the engine collect by itself; called between photos, it keeps the peak
 * at what one photo needs.
 */
export function createCollector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  const collect: unknown = vm.runInNewContext('gc');
  return typeof collect === 'function' ? () => void collect() : () => undefined;
}
