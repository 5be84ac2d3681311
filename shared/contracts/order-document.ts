/** Everything that a purchase order prints, already written out in the workspace's locale. */
export interface OrderDocument {
  readonly number: string;
  /** e.g. "Approved". */
  readonly status: string;
  /** Shown across the page while the order must not be acted on, e.g. "Not approved". */
  readonly warning: string | null;
  readonly buyer: string;
  readonly supplier: string;
  /** Label and value, e.g. ["Deliver by", "17 Jul 2016"]. */
  readonly facts: readonly (readonly [string, string])[];
  readonly lines: readonly OrderDocumentLine[];
  readonly total: string;
  /** Who approved what, in one sentence; null without an approval. */
  readonly approval: string | null;
  readonly contentHash: string | null;
  /** ISO instant put into the file as its date, so that the same content gives the same bytes. */
  readonly dated: string;
}

export interface OrderDocumentLine {
  readonly code: string;
  readonly name: string;
  readonly deliverTo: string;
  readonly quantity: string;
  readonly unitCost: string;
  readonly amount: string;
}

export interface RenderedDocument {
  readonly bytes: Uint8Array;
}
