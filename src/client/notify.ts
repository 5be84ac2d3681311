import { notifications } from '@mantine/notifications';
import { errorMessageOf } from './error-message.ts';

/** Says that something was done, e.g. "Order PO-104 submitted". Goes away by itself. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green', withBorder: true, autoClose: 5_000 });
}

/**
 * Says what failed, e.g. `notifyFailed('The order was not submitted', error)`. Stays until closed.
 *
 * @param error  what a call rejected with, or the words themselves
 */
export function notifyFailed(title: string, error: unknown): void {
  const { text, referenceId } = typeof error === 'string' ? { text: error, referenceId: null } : errorMessageOf(error);
  notifications.show({
    title,
    message: referenceId ? `${text} Reference ${referenceId}.` : text,
    color: 'red',
    withBorder: true,
    autoClose: false,
  });
}
