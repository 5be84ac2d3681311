-- CreateTable
CREATE TABLE "LearnedModel" (
    "organisationId" UUID NOT NULL,
    "forecasterId" TEXT NOT NULL,
    "period" "Period" NOT NULL,
    "horizonPeriods" INTEGER NOT NULL,
    "folds" INTEGER NOT NULL,
    "salesVersion" INTEGER NOT NULL,
    "until" DATE NOT NULL,
    "seriesCount" INTEGER NOT NULL,
    "format" INTEGER NOT NULL,
    "learned" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "LearnedModel_pkey" PRIMARY KEY ("organisationId","forecasterId","period","horizonPeriods","folds")
);

-- AddForeignKey
ALTER TABLE "LearnedModel" ADD CONSTRAINT "LearnedModel_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
