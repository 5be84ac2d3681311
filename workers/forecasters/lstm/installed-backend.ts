import { types } from 'node:util';
import type { NetworkBackend } from './backend.ts';
import { ownKernels } from './own-kernels.ts';
import { tensorflowBackend } from './tensorflow-backend.ts';

const packageName = '@tensorflow/tfjs-node';

let installed: NetworkBackend = ownKernels;

/** What trains networks in this thread. */
export function installedBackend(): NetworkBackend {
  return installed;
}

/**
 * Takes TensorFlow.js with its native library where someone has installed it beside the product, else our kernels.
 *
 * @param load  imports the package
 */
export async function detectTensorflow(load: () => Promise<unknown> = () => import(packageName)): Promise<void> {
  try {
    installed = tensorflowBackend((await load()) as Parameters<typeof tensorflowBackend>[0]);
  } catch (error) {
    installed = ownKernels;
    const missing = types.isNativeError(error) && (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    if (!missing)
      process.emitWarning(`${packageName} is installed but does not load; our own kernels train instead: ${error}`);
  }
}
