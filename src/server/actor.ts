import type { ApprovalAuthority, Role } from './generated/prisma/enums.ts';

/** Who is acting, read afresh from the database for each request: a downgraded role counts at once. */
export interface Actor {
  readonly userId: string;
  readonly organisationId: string;
  readonly name: string;
  readonly role: Role;
  readonly approvalAuthority: ApprovalAuthority;
  readonly requestId: string;
}

/** Whose data is read, where it does not matter who reads. */
export type Tenant = Pick<Actor, 'organisationId'>;

const rank: Record<Role, number> = { VIEWER: 0, OPERATOR: 1, MANAGER: 2, ADMIN: 3 };

export function hasRole(actor: Pick<Actor, 'role'>, required: Role): boolean {
  return rank[actor.role] >= rank[required];
}
