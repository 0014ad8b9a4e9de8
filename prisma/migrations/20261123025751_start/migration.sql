-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('queued', 'sent', 'failed', 'unsure', 'withdrawn');

-- CreateEnum
CREATE TYPE "Origin" AS ENUM ('starter', 'imported');

-- CreateEnum
CREATE TYPE "Wording" AS ENUM ('verbatim', 'summary');

-- CreateEnum
CREATE TYPE "Scope" AS ENUM ('national', 'local', 'both', 'unstated');

-- CreateTable
CREATE TABLE "Conversation" (
    "key" TEXT NOT NULL,
    "theme" TEXT,
    "role" TEXT,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Conversation_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "QuestionOutcome" (
    "id" TEXT NOT NULL,
    "hour" TIMESTAMP(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "themes" TEXT[],

    CONSTRAINT "QuestionOutcome_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AnswerFeedback" (
    "id" TEXT NOT NULL,
    "hour" TIMESTAMP(3) NOT NULL,
    "passages" TEXT[],
    "helpful" BOOLEAN NOT NULL,

    CONSTRAINT "AnswerFeedback_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "placeKey" TEXT NOT NULL,
    "placeKind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" "DeliveryState" NOT NULL DEFAULT 'queued',
    "said" JSONB,
    "cites" TEXT[],
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attemptedAt" TIMESTAMP(3),
    "messageId" TEXT,
    "reason" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReceivedEvent" (
    "keyHash" TEXT NOT NULL,
    "answered" JSONB,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ReceivedEvent_pkey" PRIMARY KEY ("keyHash")
);

-- CreateTable
CREATE TABLE "GuardCount" (
    "hour" TIMESTAMP(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "GuardCount_pkey" PRIMARY KEY ("hour","kind")
);

-- CreateTable
CREATE TABLE "KnowledgeState" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" INTEGER NOT NULL DEFAULT 0,
    "packHash" TEXT,
    "calibration" JSONB,

    CONSTRAINT "KnowledgeState_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "publisher" TEXT NOT NULL,
    "publishedOn" TEXT NOT NULL,
    "link" TEXT,
    "via" TEXT,
    "origin" "Origin" NOT NULL,
    "contentHash" TEXT NOT NULL,
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Passage" (
    "id" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "paragraph" TEXT,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "wording" "Wording" NOT NULL,
    "scope" "Scope" NOT NULL,
    "area" TEXT,
    "themes" TEXT[],
    "askedAs" TEXT[],
    "whatNext" TEXT,

    CONSTRAINT "Passage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Theme" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "within" TEXT[],
    "summary" TEXT NOT NULL,
    "askedAs" TEXT[],
    "related" TEXT[],
    "roles" TEXT[],

    CONSTRAINT "Theme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GlossaryTerm" (
    "term" TEXT NOT NULL,
    "aliases" TEXT[],
    "meaning" TEXT NOT NULL,
    "themes" TEXT[],
    "ambiguous" TEXT,

    CONSTRAINT "GlossaryTerm_pkey" PRIMARY KEY ("term")
);

-- CreateTable
CREATE TABLE "Helpline" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "forWhom" TEXT NOT NULL,
    "hours" TEXT,
    "checkedOn" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "Helpline_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signpost" (
    "id" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "asks" TEXT[],
    "say" TEXT NOT NULL,

    CONSTRAINT "Signpost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LabelledQuestion" (
    "id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "expect" TEXT[],
    "answerable" BOOLEAN NOT NULL,
    "after" TEXT,

    CONSTRAINT "LabelledQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Conversation_expiresAt_idx" ON "Conversation"("expiresAt");

-- CreateIndex
CREATE INDEX "QuestionOutcome_hour_idx" ON "QuestionOutcome"("hour");

-- CreateIndex
CREATE INDEX "AnswerFeedback_hour_idx" ON "AnswerFeedback"("hour");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_key_key" ON "Delivery"("key");

-- CreateIndex
CREATE INDEX "Delivery_placeKey_idx" ON "Delivery"("placeKey");

-- CreateIndex
CREATE INDEX "Delivery_state_idx" ON "Delivery"("state");

-- CreateIndex
CREATE INDEX "Delivery_createdAt_idx" ON "Delivery"("createdAt");

-- CreateIndex
CREATE INDEX "ReceivedEvent_expiresAt_idx" ON "ReceivedEvent"("expiresAt");

-- CreateIndex
CREATE INDEX "Passage_documentId_idx" ON "Passage"("documentId");

-- AddForeignKey
ALTER TABLE "Passage" ADD CONSTRAINT "Passage_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE CASCADE ON UPDATE CASCADE;
