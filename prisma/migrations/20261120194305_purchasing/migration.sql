-- AlterTable
ALTER TABLE "Approval" ADD COLUMN     "delegationId" UUID;

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "purchaseOrderCount" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "PurchaseOrder" ADD COLUMN     "orderedOn" DATE;

-- AlterTable
ALTER TABLE "PurchaseOrderLine" ADD COLUMN     "receivedQuantity" DECIMAL(14,3) NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "PurchaseReceipt" (
    "id" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "quantity" DECIMAL(14,3) NOT NULL,
    "receivedOn" DATE NOT NULL,
    "receivedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PurchaseReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PurchaseOrderSubmission" (
    "orderId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "submittedById" UUID NOT NULL,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PurchaseOrderSubmission_pkey" PRIMARY KEY ("orderId","round")
);

-- CreateTable
CREATE TABLE "PurchaseOrderAction" (
    "organisationId" UUID NOT NULL,
    "idempotencyKey" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "versionAfter" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PurchaseOrderAction_pkey" PRIMARY KEY ("organisationId","idempotencyKey")
);

-- CreateIndex
CREATE INDEX "PurchaseReceipt_lineId_idx" ON "PurchaseReceipt"("lineId");

-- CreateIndex
CREATE INDEX "PurchaseOrderAction_orderId_idx" ON "PurchaseOrderAction"("orderId");

-- CreateIndex
CREATE INDEX "Delegation_fromUserId_idx" ON "Delegation"("fromUserId");

-- AddForeignKey
ALTER TABLE "PurchaseReceipt" ADD CONSTRAINT "PurchaseReceipt_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "PurchaseOrderLine"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseReceipt" ADD CONSTRAINT "PurchaseReceipt_receivedById_fkey" FOREIGN KEY ("receivedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderSubmission" ADD CONSTRAINT "PurchaseOrderSubmission_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "PurchaseOrder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderSubmission" ADD CONSTRAINT "PurchaseOrderSubmission_submittedById_fkey" FOREIGN KEY ("submittedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderAction" ADD CONSTRAINT "PurchaseOrderAction_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PurchaseOrderAction" ADD CONSTRAINT "PurchaseOrderAction_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "PurchaseOrder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_delegationId_fkey" FOREIGN KEY ("delegationId") REFERENCES "Delegation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Figures that no code path may store.
ALTER TABLE "PurchaseOrderLine" ADD CONSTRAINT "PurchaseOrderLine_received_within_ordered"
  CHECK ("receivedQuantity" >= 0 AND "receivedQuantity" <= quantity);
ALTER TABLE "PurchaseReceipt" ADD CONSTRAINT "PurchaseReceipt_quantity_positive" CHECK (quantity > 0);
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_two_people" CHECK ("fromUserId" <> "toUserId");
ALTER TABLE "Delegation" ADD CONSTRAINT "Delegation_ends_after_start" CHECK ("validUntil" > "validFrom");
