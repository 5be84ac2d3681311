-- AlterTable
ALTER TABLE "OrderPlan" ADD COLUMN     "basePlanId" UUID,
ADD COLUMN     "name" TEXT;

-- CreateTable
CREATE TABLE "PlanningSettings" (
    "organisationId" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "PlanningSettings_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "ApprovalEscalation" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "contentHash" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "fromAuthority" "ApprovalAuthority",
    "toAuthority" "ApprovalAuthority",
    "escalatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApprovalEscalation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApprovalEscalation_orderId_contentHash_level_key" ON "ApprovalEscalation"("orderId", "contentHash", "level");

-- CreateIndex
CREATE INDEX "OrderPlan_basePlanId_idx" ON "OrderPlan"("basePlanId");

-- AddForeignKey
ALTER TABLE "OrderPlan" ADD CONSTRAINT "OrderPlan_basePlanId_fkey" FOREIGN KEY ("basePlanId") REFERENCES "OrderPlan"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PlanningSettings" ADD CONSTRAINT "PlanningSettings_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalEscalation" ADD CONSTRAINT "ApprovalEscalation_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "PurchaseOrder"("id") ON DELETE CASCADE ON UPDATE CASCADE;
