import { type Authority, authorities } from './approval-rule.ts';

/** An escalation that happened: from whom to whom; null is nobody. */
export interface Escalation {
  readonly from: Authority | null;
  readonly to: Authority | null;
  /** ISO instant. */
  readonly at: string;
}

/** Whose decision a submitted order waits for. */
export interface EscalationState {
  /** Null when nobody may approve it: it stays undecided. */
  readonly asked: Authority | null;
  readonly since: string;
  /** When it goes to the next authority; null when there is none left to ask. */
  readonly deadline: string | null;
}

/** The lowest authority above `above` that somebody who may approve holds; null when there is none. */
export function nextAuthority(able: readonly Authority[], above: Authority | null): Authority | null {
  const higher = authorities.slice(authorities.indexOf(above ?? 'NONE') + 1);
  return higher.find(authority => able.includes(authority)) ?? null;
}

/**
 * @param able        authorities of those who may approve the order now
 * @param escalations of its present content, oldest first
 * @param hours       that each authority has for its decision
 */
export function escalationState(
  submittedAt: string,
  able: readonly Authority[],
  escalations: readonly Escalation[],
  hours: number,
): EscalationState {
  const last = escalations.at(-1);
  const since = last?.at ?? submittedAt;
  const ended = last !== undefined && last.to === null;
  return {
    asked: last ? last.to : nextAuthority(able, null),
    since,
    deadline: ended ? null : new Date(Date.parse(since) + hours * 3_600_000).toISOString(),
  };
}
