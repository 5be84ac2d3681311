import { useRef } from 'react';

/**
 * One key for one intention: sent again after an answer was lost on the way, it carries the same key, and the server
 * does not act twice.
 */
export function useIntentionKeys() {
  const keys = useRef(new Map<string, string>()).current;
  return {
    keyOf: (intention: string): string => {
      const key = keys.get(intention) ?? crypto.randomUUID();
      keys.set(intention, key);
      return key;
    },
    /** From now on the same is wanted anew. */
    forget: () => keys.clear(),
  };
}
