-- CreateEnum
CREATE TYPE "TransferOrderStatus" AS ENUM ('DRAFT', 'DISPATCHED', 'RECEIVED', 'CANCELLED');

-- AlterTable
ALTER TABLE "Organisation" ADD COLUMN     "transferOrderCount" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "TransferOrder" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "status" "TransferOrderStatus" NOT NULL DEFAULT 'DRAFT',
    "fromWarehouseId" UUID NOT NULL,
    "toWarehouseId" UUID NOT NULL,
    "planId" UUID NOT NULL,
    "planWeek" INTEGER,
    "leadTimeDays" INTEGER NOT NULL,
    "unitCost" DECIMAL(14,4) NOT NULL,
    "shipmentCost" DECIMAL(14,2) NOT NULL,
    "leavesOn" DATE NOT NULL,
    "expectedOn" DATE NOT NULL,
    "dispatchedOn" DATE,
    "requestedById" UUID NOT NULL,
    "lastStep" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransferOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferOrderLine" (
    "id" UUID NOT NULL,
    "orderId" UUID NOT NULL,
    "skuId" UUID NOT NULL,
    "quantity" DECIMAL(14,3) NOT NULL,
    "dispatchedQuantity" DECIMAL(14,3) NOT NULL DEFAULT 0,
    "receivedQuantity" DECIMAL(14,3) NOT NULL DEFAULT 0,

    CONSTRAINT "TransferOrderLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferReceipt" (
    "id" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "quantity" DECIMAL(14,3) NOT NULL,
    "receivedOn" DATE NOT NULL,
    "receivedById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TransferReceipt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TransferOrder_organisationId_status_idx" ON "TransferOrder"("organisationId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "TransferOrder_organisationId_number_key" ON "TransferOrder"("organisationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "TransferOrder_planId_planWeek_fromWarehouseId_toWarehouseId_key" ON "TransferOrder"("planId", "planWeek", "fromWarehouseId", "toWarehouseId");

-- CreateIndex
CREATE INDEX "TransferOrderLine_skuId_idx" ON "TransferOrderLine"("skuId");

-- CreateIndex
CREATE UNIQUE INDEX "TransferOrderLine_orderId_skuId_key" ON "TransferOrderLine"("orderId", "skuId");

-- CreateIndex
CREATE INDEX "TransferReceipt_lineId_idx" ON "TransferReceipt"("lineId");

-- AddForeignKey
ALTER TABLE "TransferOrder" ADD CONSTRAINT "TransferOrder_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferOrder" ADD CONSTRAINT "TransferOrder_fromWarehouseId_fkey" FOREIGN KEY ("fromWarehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferOrder" ADD CONSTRAINT "TransferOrder_toWarehouseId_fkey" FOREIGN KEY ("toWarehouseId") REFERENCES "Warehouse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferOrder" ADD CONSTRAINT "TransferOrder_planId_fkey" FOREIGN KEY ("planId") REFERENCES "OrderPlan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferOrder" ADD CONSTRAINT "TransferOrder_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferOrderLine" ADD CONSTRAINT "TransferOrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "TransferOrder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferOrderLine" ADD CONSTRAINT "TransferOrderLine_skuId_fkey" FOREIGN KEY ("skuId") REFERENCES "Sku"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferReceipt" ADD CONSTRAINT "TransferReceipt_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "TransferOrderLine"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferReceipt" ADD CONSTRAINT "TransferReceipt_receivedById_fkey" FOREIGN KEY ("receivedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A line never receives more than left, nor leaves with more than was ordered.
ALTER TABLE "TransferOrderLine" ADD CONSTRAINT "TransferOrderLine_quantities"
  CHECK (quantity > 0 AND "receivedQuantity" >= 0 AND "receivedQuantity" <= "dispatchedQuantity"
    AND "dispatchedQuantity" <= quantity);
