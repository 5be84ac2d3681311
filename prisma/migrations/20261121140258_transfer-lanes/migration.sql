-- CreateTable
CREATE TABLE "TransferLane" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "fromWarehouseId" UUID NOT NULL,
    "toWarehouseId" UUID NOT NULL,
    "leadTimeDays" INTEGER NOT NULL,
    "unitCost" DECIMAL(14,4) NOT NULL,
    "shipmentCost" DECIMAL(14,2) NOT NULL,
    "source" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "TransferLane_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TransferLane_organisationId_idx" ON "TransferLane"("organisationId");

-- CreateIndex
CREATE INDEX "TransferLane_toWarehouseId_idx" ON "TransferLane"("toWarehouseId");

-- CreateIndex
CREATE UNIQUE INDEX "TransferLane_fromWarehouseId_toWarehouseId_key" ON "TransferLane"("fromWarehouseId", "toWarehouseId");

-- AddForeignKey
ALTER TABLE "TransferLane" ADD CONSTRAINT "TransferLane_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferLane" ADD CONSTRAINT "TransferLane_fromWarehouseId_fkey" FOREIGN KEY ("fromWarehouseId") REFERENCES "Warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferLane" ADD CONSTRAINT "TransferLane_toWarehouseId_fkey" FOREIGN KEY ("toWarehouseId") REFERENCES "Warehouse"("id") ON DELETE CASCADE ON UPDATE CASCADE;
