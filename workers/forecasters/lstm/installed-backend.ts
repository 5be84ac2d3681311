import { createRequire } from 'node:module';
import type { NetworkBackend } from './backend.ts';
import { ownKernels } from './own-kernels.ts';
import { type Tensorflow, tensorflowBackend } from './tensorflow-backend.ts';

const packageName = '@tensorflow/tfjs-node';

let installed: NetworkBackend = ownKernels;

/** What trains networks in this thread. */
export function installedBackend(): NetworkBackend {
  return installed;
}

/** Trains through this TensorFlow.js from now on; null goes back to our kernels. */
export function trainThrough(tensorflow: Tensorflow | null): void {
  installed = tensorflow ? tensorflowBackend(tensorflow) : ownKernels;
}

/**
 * Takes TensorFlow.js with its native library where someone has installed it beside the product, else our kernels.
 *
 * @param from  URL of the module whose packages are searched
 */
export function detectTensorflow(from = import.meta.url): void {
  trainThrough(null);
  const require = createRequire(from);
  let path: string;
  try {
    path = require.resolve(packageName);
  } catch {
    return;
  }
  try {
    // Node 23 removed a function that the package calls.
    (require('node:util') as { isNullOrUndefined?: unknown }).isNullOrUndefined ??= (value: unknown) => value == null;
    trainThrough(require(path) as Tensorflow);
  } catch (error) {
    process.emitWarning(`${packageName} is installed but does not load; our own kernels train instead: ${error}`);
  }
}
