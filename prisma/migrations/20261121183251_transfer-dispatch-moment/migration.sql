-- AlterTable
ALTER TABLE "TransferOrder" ADD COLUMN     "dispatchedAt" TIMESTAMPTZ(3);

-- The day is all that is known of what left before.
UPDATE "TransferOrder" SET "dispatchedAt" = "dispatchedOn" WHERE "dispatchedOn" IS NOT NULL;
