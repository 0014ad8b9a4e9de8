-- CreateEnum
CREATE TYPE "EnquiryState" AS ENUM ('open', 'taken', 'answered', 'withdrawn');

-- CreateEnum
CREATE TYPE "DeliveryAct" AS ENUM ('post', 'update');

-- CreateEnum
CREATE TYPE "DeliveryLane" AS ENUM ('reply', 'announcement');

-- CreateEnum
CREATE TYPE "BroadcastState" AS ENUM ('running', 'paused', 'cancelled');

-- CreateEnum
CREATE TYPE "LessonKind" AS ENUM ('lesson', 'review');

-- CreateEnum
CREATE TYPE "LessonState" AS ENUM ('draft', 'waiting', 'approved', 'released', 'recalled', 'expired');

-- CreateEnum
CREATE TYPE "SubscriptionState" AS ENUM ('active', 'paused');

-- CreateEnum
CREATE TYPE "LessonDetail" AS ENUM ('headline', 'summary', 'full');

-- CreateEnum
CREATE TYPE "LessonRhythm" AS ENUM ('atOnce', 'weekly');

-- CreateEnum
CREATE TYPE "AgencyState" AS ENUM ('active', 'suspended', 'removed');

-- CreateEnum
CREATE TYPE "WorkspaceState" AS ENUM ('expected', 'joined', 'left');

-- CreateEnum
CREATE TYPE "RoleName" AS ENUM ('lead', 'coordinator');

-- CreateEnum
CREATE TYPE "OptOutFrom" AS ENUM ('reminders', 'questionnaires', 'all');

-- CreateEnum
CREATE TYPE "CodePurpose" AS ENUM ('role', 'link');

-- CreateEnum
CREATE TYPE "InvitationState" AS ENUM ('planned', 'asked', 'answering', 'stopped', 'finished', 'unreachable', 'closed');

-- CreateEnum
CREATE TYPE "LineDecision" AS ENUM ('waiting', 'shown', 'withheld');

-- CreateEnum
CREATE TYPE "SeminarState" AS ENUM ('draft', 'open', 'cancelled');

-- CreateEnum
CREATE TYPE "BookingState" AS ENUM ('booked', 'offered', 'waiting', 'cancelled');

-- CreateEnum
CREATE TYPE "NoticeKind" AS ENUM ('announcement', 'reminder', 'moved', 'cancelled', 'followUp');

-- CreateEnum
CREATE TYPE "NoticeAudience" AS ENUM ('delegates', 'channels');

-- DropIndex
DROP INDEX "Delivery_state_idx";

-- AlterTable
ALTER TABLE "AnswerFeedback" ADD COLUMN     "sector" TEXT NOT NULL DEFAULT 'other',
ADD COLUMN     "themes" TEXT[];

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "act" "DeliveryAct" NOT NULL DEFAULT 'post',
ADD COLUMN     "answeredAt" TIMESTAMPTZ(3),
ADD COLUMN     "claim" TEXT,
ADD COLUMN     "claimedUntil" TIMESTAMPTZ(3),
ADD COLUMN     "conversation" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "decidedBy" TEXT,
ADD COLUMN     "dueAt" TIMESTAMPTZ(3),
ADD COLUMN     "group" TEXT,
ADD COLUMN     "lane" "DeliveryLane" NOT NULL DEFAULT 'reply',
ADD COLUMN     "notBefore" TIMESTAMPTZ(3),
ADD COLUMN     "original" TEXT,
ADD COLUMN     "person" TEXT,
ADD COLUMN     "rate" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "sequence" SERIAL NOT NULL,
ADD COLUMN     "shared" TEXT,
ADD COLUMN     "startedAt" TIMESTAMPTZ(3),
ALTER COLUMN "attemptedAt" SET DATA TYPE TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Document" ADD COLUMN     "partnership" TEXT,
ADD COLUMN     "pseudonym" TEXT,
ADD COLUMN     "takeDownOn" TEXT;

-- AlterTable
ALTER TABLE "Passage" ADD COLUMN     "footnotes" TEXT[],
ADD COLUMN     "page" INTEGER;

-- AlterTable
ALTER TABLE "QuestionOutcome" ADD COLUMN     "sector" TEXT NOT NULL DEFAULT 'other';

-- CreateTable
CREATE TABLE "Enquiry" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "agency" TEXT NOT NULL,
    "place" JSONB NOT NULL,
    "state" "EnquiryState" NOT NULL DEFAULT 'open',
    "question" TEXT,
    "answer" TEXT,
    "takenBy" TEXT,
    "askedAt" TIMESTAMP(3) NOT NULL,
    "answeredAt" TIMESTAMP(3),
    "draft" JSONB,
    "documentId" TEXT,

    CONSTRAINT "Enquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnquiryChannel" (
    "key" TEXT NOT NULL,
    "place" JSONB NOT NULL,
    "setBy" TEXT NOT NULL,
    "setAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EnquiryChannel_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Lens" (
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "Lens_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "SharedMessage" (
    "id" TEXT NOT NULL,
    "said" JSONB,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SharedMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Broadcast" (
    "group" TEXT NOT NULL,
    "state" "BroadcastState" NOT NULL DEFAULT 'running',

    CONSTRAINT "Broadcast_pkey" PRIMARY KEY ("group")
);

-- CreateTable
CREATE TABLE "Pace" (
    "rate" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3),
    "silentUntil" TIMESTAMPTZ(3),

    CONSTRAINT "Pace_pkey" PRIMARY KEY ("rate")
);

-- CreateTable
CREATE TABLE "SlackInstallation" (
    "workspace" TEXT NOT NULL,
    "botUser" TEXT NOT NULL,
    "scopes" TEXT[],
    "sealed" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "renewingUntil" TIMESTAMP(3),
    "installedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SlackInstallation_pkey" PRIMARY KEY ("workspace")
);

-- CreateTable
CREATE TABLE "UsedSignIn" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "UsedSignIn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SecretsProof" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "SecretsProof_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lesson" (
    "id" TEXT NOT NULL,
    "kind" "LessonKind" NOT NULL,
    "state" "LessonState" NOT NULL DEFAULT 'draft',
    "text" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "authorId" TEXT,
    "approvedBy" TEXT,
    "proposed" JSONB,
    "proposedBy" TEXT,
    "note" TEXT,
    "asked" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "releaseAt" TIMESTAMP(3),
    "releasedAt" TIMESTAMP(3),
    "number" INTEGER,
    "plannedAt" TIMESTAMP(3),
    "amendedAt" TIMESTAMP(3),
    "reviewOn" TEXT,
    "takeDownOn" TEXT,
    "remindedOn" TEXT,

    CONSTRAINT "Lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subscription" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "twins" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "platform" TEXT NOT NULL,
    "workspace" TEXT NOT NULL,
    "placeKey" TEXT NOT NULL,
    "placeKind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "name" TEXT,
    "agencyId" TEXT NOT NULL,
    "personId" TEXT,
    "subscribedBy" TEXT,
    "since" TIMESTAMP(3) NOT NULL,
    "state" "SubscriptionState" NOT NULL DEFAULT 'active',
    "why" TEXT,
    "themes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "audience" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "area" TEXT,
    "detail" "LessonDetail" NOT NULL DEFAULT 'summary',
    "rhythm" "LessonRhythm" NOT NULL DEFAULT 'atOnce',
    "quiet" TEXT NOT NULL,
    "digestUpTo" INTEGER NOT NULL DEFAULT 0,
    "digestAt" TIMESTAMP(3),

    CONSTRAINT "Subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LessonDigest" (
    "id" TEXT NOT NULL,
    "detail" "LessonDetail" NOT NULL,
    "lessons" TEXT[],
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LessonDigest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LessonBriefing" (
    "id" TEXT NOT NULL,
    "lessonId" TEXT NOT NULL,
    "personId" TEXT,
    "agencyId" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LessonBriefing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TextVector" (
    "model" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "vector" BYTEA NOT NULL,

    CONSTRAINT "TextVector_pkey" PRIMARY KEY ("model","hash")
);

-- CreateTable
CREATE TABLE "Agency" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sector" TEXT NOT NULL,
    "area" TEXT,
    "state" "AgencyState" NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "platform" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "name" TEXT,
    "state" "WorkspaceState" NOT NULL,
    "joinedAt" TIMESTAMP(3),
    "leftAt" TIMESTAMP(3),

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("platform","id")
);

-- CreateTable
CREATE TABLE "InstallLink" (
    "tokenHash" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "InstallLink_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "wrongCodes" INTEGER NOT NULL DEFAULT 0,
    "wrongSince" TIMESTAMP(3),

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "platform" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT,
    "direct" JSONB,
    "directKey" TEXT,
    "usedAt" TIMESTAMP(3) NOT NULL,
    "linkedAt" TIMESTAMP(3),

    CONSTRAINT "Account_pkey" PRIMARY KEY ("platform","workspaceId","userId")
);

-- CreateTable
CREATE TABLE "RoleGrant" (
    "personId" TEXT NOT NULL,
    "role" "RoleName" NOT NULL,
    "grantedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("personId","role")
);

-- CreateTable
CREATE TABLE "OptOut" (
    "personId" TEXT NOT NULL,
    "from" "OptOutFrom" NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "OptOut_pkey" PRIMARY KEY ("personId","from")
);

-- CreateTable
CREATE TABLE "LinkCode" (
    "codeHash" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "purpose" "CodePurpose" NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LinkCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "by" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "about" TEXT,
    "agencyId" TEXT,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Questionnaire" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "importedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Questionnaire_pkey" PRIMARY KEY ("id","version")
);

-- CreateTable
CREATE TABLE "QuestionnaireSchedule" (
    "questionnaireId" TEXT NOT NULL,
    "daysAfter" INTEGER NOT NULL,
    "remindOn" INTEGER[],
    "openFor" INTEGER NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "QuestionnaireSchedule_pkey" PRIMARY KEY ("questionnaireId")
);

-- CreateTable
CREATE TABLE "QuestionnaireSeminar" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "endedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "QuestionnaireSeminar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionnaireInvitation" (
    "id" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "seminarId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "agencyId" TEXT,
    "state" "InvitationState" NOT NULL DEFAULT 'planned',
    "commitment" TEXT,
    "nextAt" TIMESTAMP(3),
    "askedAt" TIMESTAMP(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "said" INTEGER NOT NULL DEFAULT 0,
    "spokeAt" TIMESTAMP(3),
    "closesAt" TIMESTAMP(3) NOT NULL,
    "closedAt" TIMESTAMP(3),

    CONSTRAINT "QuestionnaireInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionnaireDraft" (
    "invitationId" TEXT NOT NULL,
    "progress" JSONB,
    "counted" JSONB,
    "sealed" TEXT,
    "finishedAt" TIMESTAMP(3),
    "changedAt" TIMESTAMP(3),

    CONSTRAINT "QuestionnaireDraft_pkey" PRIMARY KEY ("invitationId")
);

-- CreateTable
CREATE TABLE "QuestionnaireSealed" (
    "id" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "seminarId" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,

    CONSTRAINT "QuestionnaireSealed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionnaireResponse" (
    "id" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "seminarId" TEXT NOT NULL,
    "agencyId" TEXT,
    "answers" JSONB NOT NULL,
    "releasedOn" DATE NOT NULL,

    CONSTRAINT "QuestionnaireResponse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionnaireLine" (
    "id" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "seminarId" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "releasedOn" DATE NOT NULL,
    "decision" "LineDecision" NOT NULL DEFAULT 'waiting',

    CONSTRAINT "QuestionnaireLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionnaireSnapshot" (
    "questionnaireId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "counts" JSONB NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "QuestionnaireSnapshot_pkey" PRIMARY KEY ("questionnaireId","number")
);

-- CreateTable
CREATE TABLE "QuestionnaireSharing" (
    "id" TEXT NOT NULL,
    "questionnaireId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "whatChanged" TEXT NOT NULL,
    "sharedAt" TIMESTAMP(3) NOT NULL,
    "upTo" TEXT NOT NULL DEFAULT '',
    "doneAt" TIMESTAMP(3),

    CONSTRAINT "QuestionnaireSharing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Seminar" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "venue" TEXT NOT NULL,
    "link" TEXT,
    "capacity" INTEGER NOT NULL,
    "themes" TEXT[],
    "access" TEXT,
    "sessions" JSONB NOT NULL,
    "sectors" TEXT[],
    "agencies" TEXT[],
    "waitingList" BOOLEAN NOT NULL DEFAULT true,
    "state" "SeminarState" NOT NULL DEFAULT 'draft',
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "dayCode" TEXT NOT NULL,
    "materials" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "plannedBy" TEXT,

    CONSTRAINT "Seminar_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeminarHold" (
    "seminarId" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "seats" INTEGER NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SeminarHold_pkey" PRIMARY KEY ("seminarId","agencyId")
);

-- CreateTable
CREATE TABLE "SeminarBooking" (
    "id" TEXT NOT NULL,
    "seminarId" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "personId" TEXT,
    "name" TEXT,
    "emailHash" TEXT,
    "codeHash" TEXT,
    "state" "BookingState" NOT NULL,
    "arrival" INTEGER NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "offeredUntil" TIMESTAMP(3),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "needs" TEXT,
    "attendedAt" TIMESTAMP(3),

    CONSTRAINT "SeminarBooking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeminarNotice" (
    "id" TEXT NOT NULL,
    "seminarId" TEXT NOT NULL,
    "kind" "NoticeKind" NOT NULL,
    "which" TEXT NOT NULL,
    "audience" "NoticeAudience" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "lapsesAt" TIMESTAMP(3) NOT NULL,
    "cursor" TEXT NOT NULL DEFAULT '',
    "settledAt" TIMESTAMP(3),
    "written" INTEGER NOT NULL DEFAULT 0,
    "unreachable" INTEGER NOT NULL DEFAULT 0,
    "missed" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "SeminarNotice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SeminarCommitment" (
    "seminarId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SeminarCommitment_pkey" PRIMARY KEY ("seminarId","personId")
);

-- CreateIndex
CREATE INDEX "Enquiry_personId_idx" ON "Enquiry"("personId");

-- CreateIndex
CREATE INDEX "Enquiry_askedAt_idx" ON "Enquiry"("askedAt");

-- CreateIndex
CREATE INDEX "SharedMessage_createdAt_idx" ON "SharedMessage"("createdAt");

-- CreateIndex
CREATE INDEX "UsedSignIn_expiresAt_idx" ON "UsedSignIn"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Lesson_number_key" ON "Lesson"("number");

-- CreateIndex
CREATE INDEX "Lesson_state_releaseAt_idx" ON "Lesson"("state", "releaseAt");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_channel_key" ON "Subscription"("channel");

-- CreateIndex
CREATE UNIQUE INDEX "Subscription_personId_key" ON "Subscription"("personId");

-- CreateIndex
CREATE INDEX "Subscription_state_rhythm_idx" ON "Subscription"("state", "rhythm");

-- CreateIndex
CREATE INDEX "Subscription_agencyId_idx" ON "Subscription"("agencyId");

-- CreateIndex
CREATE INDEX "Subscription_digestAt_idx" ON "Subscription"("digestAt");

-- CreateIndex
CREATE INDEX "LessonDigest_lessons_idx" ON "LessonDigest" USING GIN ("lessons");

-- CreateIndex
CREATE INDEX "LessonBriefing_personId_idx" ON "LessonBriefing"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "LessonBriefing_lessonId_personId_key" ON "LessonBriefing"("lessonId", "personId");

-- CreateIndex
CREATE INDEX "Workspace_agencyId_idx" ON "Workspace"("agencyId");

-- CreateIndex
CREATE INDEX "InstallLink_agencyId_idx" ON "InstallLink"("agencyId");

-- CreateIndex
CREATE INDEX "InstallLink_expiresAt_idx" ON "InstallLink"("expiresAt");

-- CreateIndex
CREATE INDEX "Person_agencyId_idx" ON "Person"("agencyId");

-- CreateIndex
CREATE INDEX "Account_personId_idx" ON "Account"("personId");

-- CreateIndex
CREATE INDEX "Account_directKey_idx" ON "Account"("directKey");

-- CreateIndex
CREATE INDEX "LinkCode_expiresAt_idx" ON "LinkCode"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "LinkCode_personId_purpose_key" ON "LinkCode"("personId", "purpose");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "AuditEntry_agencyId_idx" ON "AuditEntry"("agencyId");

-- CreateIndex
CREATE INDEX "QuestionnaireInvitation_personId_idx" ON "QuestionnaireInvitation"("personId");

-- CreateIndex
CREATE INDEX "QuestionnaireInvitation_nextAt_idx" ON "QuestionnaireInvitation"("nextAt");

-- CreateIndex
CREATE INDEX "QuestionnaireInvitation_closedAt_closesAt_idx" ON "QuestionnaireInvitation"("closedAt", "closesAt");

-- CreateIndex
CREATE UNIQUE INDEX "QuestionnaireInvitation_questionnaireId_seminarId_personId_key" ON "QuestionnaireInvitation"("questionnaireId", "seminarId", "personId");

-- CreateIndex
CREATE INDEX "QuestionnaireDraft_finishedAt_idx" ON "QuestionnaireDraft"("finishedAt");

-- CreateIndex
CREATE INDEX "QuestionnaireSealed_questionnaireId_seminarId_idx" ON "QuestionnaireSealed"("questionnaireId", "seminarId");

-- CreateIndex
CREATE INDEX "QuestionnaireResponse_questionnaireId_seminarId_idx" ON "QuestionnaireResponse"("questionnaireId", "seminarId");

-- CreateIndex
CREATE INDEX "QuestionnaireLine_questionnaireId_decision_idx" ON "QuestionnaireLine"("questionnaireId", "decision");

-- CreateIndex
CREATE INDEX "Seminar_state_startsAt_idx" ON "Seminar"("state", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "SeminarBooking_codeHash_key" ON "SeminarBooking"("codeHash");

-- CreateIndex
CREATE INDEX "SeminarBooking_seminarId_state_arrival_idx" ON "SeminarBooking"("seminarId", "state", "arrival");

-- CreateIndex
CREATE INDEX "SeminarBooking_personId_idx" ON "SeminarBooking"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "SeminarBooking_seminarId_personId_key" ON "SeminarBooking"("seminarId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "SeminarBooking_seminarId_emailHash_key" ON "SeminarBooking"("seminarId", "emailHash");

-- CreateIndex
CREATE INDEX "SeminarNotice_settledAt_dueAt_idx" ON "SeminarNotice"("settledAt", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "SeminarNotice_seminarId_kind_which_audience_key" ON "SeminarNotice"("seminarId", "kind", "which", "audience");

-- CreateIndex
CREATE INDEX "SeminarCommitment_personId_idx" ON "SeminarCommitment"("personId");

-- CreateIndex
CREATE INDEX "Delivery_group_act_state_idx" ON "Delivery"("group", "act", "state");

-- CreateIndex
CREATE INDEX "Delivery_cites_idx" ON "Delivery" USING GIN ("cites");

-- AddForeignKey
ALTER TABLE "LessonBriefing" ADD CONSTRAINT "LessonBriefing_lessonId_fkey" FOREIGN KEY ("lessonId") REFERENCES "Lesson"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InstallLink" ADD CONSTRAINT "InstallLink_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_platform_workspaceId_fkey" FOREIGN KEY ("platform", "workspaceId") REFERENCES "Workspace"("platform", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OptOut" ADD CONSTRAINT "OptOut_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkCode" ADD CONSTRAINT "LinkCode_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeminarHold" ADD CONSTRAINT "SeminarHold_seminarId_fkey" FOREIGN KEY ("seminarId") REFERENCES "Seminar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeminarBooking" ADD CONSTRAINT "SeminarBooking_seminarId_fkey" FOREIGN KEY ("seminarId") REFERENCES "Seminar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SeminarNotice" ADD CONSTRAINT "SeminarNotice_seminarId_fkey" FOREIGN KEY ("seminarId") REFERENCES "Seminar"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What workers look for: what is due, by limit and by place; what is in hand; what counts against a limit.
CREATE INDEX "Delivery_due_rate" ON "Delivery" ("rate", "lane", "sequence") WHERE "dueAt" IS NOT NULL;
CREATE INDEX "Delivery_due_lane" ON "Delivery" ("rate", "lane", "dueAt") WHERE "dueAt" IS NOT NULL;
CREATE INDEX "Delivery_due_place" ON "Delivery" ("placeKey", "lane", "sequence") WHERE "dueAt" IS NOT NULL;
CREATE INDEX "Delivery_due_at" ON "Delivery" ("dueAt") WHERE "dueAt" IS NOT NULL;
CREATE INDEX "Delivery_claimed" ON "Delivery" ("claimedUntil") WHERE "claimedUntil" IS NOT NULL;
CREATE INDEX "Delivery_answered_at" ON "Delivery" ("answeredAt") WHERE "answeredAt" IS NOT NULL;
CREATE INDEX "Delivery_answered_conversation" ON "Delivery" ("conversation", "answeredAt") WHERE "answeredAt" IS NOT NULL;
CREATE INDEX "Delivery_unsure" ON "Delivery" ("createdAt") WHERE "state" = 'unsure';
CREATE INDEX "Delivery_original" ON "Delivery" ("original") WHERE "original" IS NOT NULL;

-- One agency of a name, however it is written; a name that was removed may be used again.
CREATE UNIQUE INDEX "Agency_name_key" ON "Agency" (lower("name")) WHERE "state" <> 'removed';

-- The audit is append-only. Retention may delete, in a transaction that says so.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('audit.retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The audit is append-only.';
END $$;
CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
