import type {
  AnswersTable,
  ArchivesTable,
  AttemptsTable,
  CountersTable,
  EventsTable,
  SiteTable,
} from './tables/site.ts';
import type {
  ApiKeysTable,
  RecoveryCodesTable,
  SessionsTable,
  SsoPeopleTable,
  StaffPhotosTable,
  StaffTable,
} from './tables/people.ts';
import type {
  CalendarTable,
  CategoriesTable,
  DepartmentsTable,
  DevicesTable,
  DirectionsTable,
  HallsTable,
  MattersTable,
  PackageMattersTable,
  PackageStepsTable,
  PackagesTable,
  QueuesTable,
  SetupRevisionsTable,
  StagesTable,
  WindowQueuesTable,
  WindowsTable,
  ZonesTable,
} from './tables/setup.ts';
import type {
  CallsTable,
  IntervalsTable,
  LateEntriesTable,
  OldTicketLinksTable,
  PlatesTable,
  RatingsTable,
  RemoteTicketsTable,
  SoonToldTable,
  StepsTable,
  TicketsTable,
  WindowIntervalsTable,
} from './tables/visits.ts';
import type {
  DayCloseUndoTable,
  DaySumsTable,
  ForesightTable,
  LaterEstimatesTable,
  MarkedDaysTable,
  PersonLiftsTable,
  QueueDaysTable,
  QueuePausesTable,
} from './tables/days.ts';
import type {
  AppointmentsTable,
  ClientsTable,
  ConsultationsTable,
  HomeVisitsTable,
  InvitationsTable,
} from './tables/appointments.ts';
import type {
  ApplicationStatesTable,
  ApplicationsTable,
  CaseStepsTable,
  CasesTable,
  ProjectVisitsTable,
  ProjectsTable,
} from './tables/after.ts';
import type {
  AlarmSpellsTable,
  AlarmsTable,
  HelpCallsTable,
  MessageReadsTable,
  MessagesTable,
} from './tables/floor.ts';
import type {
  EveningReportsTable,
  ObstacleStatesTable,
  ObstaclesTable,
  PatrolsTable,
  SheetEntriesTable,
  SheetListsTable,
  SheetMonthsTable,
  TeamsTable,
  WalkObservationsTable,
  WalkTicketsTable,
  WalksTable,
} from './tables/leading.ts';
import type {
  ImportMappingsTable,
  ImportedTicketsTable,
  ImportsTable,
  PushCursorsTable,
  PushSubscriptionsTable,
  WebhookCursorsTable,
  WebhookDeliveriesTable,
  WebhooksTable,
} from './tables/outside.ts';

/** Every table, by its name. Kept together with `migrations/`. */
export interface Database {
  site: SiteTable;
  halls: HallsTable;
  zones: ZonesTable;
  queues: QueuesTable;
  staff: StaffTable;
  windows: WindowsTable;
  window_queues: WindowQueuesTable;
  departments: DepartmentsTable;
  matters: MattersTable;
  directions: DirectionsTable;
  stages: StagesTable;
  packages: PackagesTable;
  package_steps: PackageStepsTable;
  package_matters: PackageMattersTable;
  categories: CategoriesTable;
  calendar: CalendarTable;
  devices: DevicesTable;
  sessions: SessionsTable;
  recovery_codes: RecoveryCodesTable;
  attempts: AttemptsTable;
  answers: AnswersTable;
  day_close_undo: DayCloseUndoTable;
  counters: CountersTable;
  day_sums: DaySumsTable;
  queue_days: QueueDaysTable;
  queue_pauses: QueuePausesTable;
  appointments: AppointmentsTable;
  invitations: InvitationsTable;
  tickets: TicketsTable;
  clients: ClientsTable;
  consultations: ConsultationsTable;
  person_lifts: PersonLiftsTable;
  old_ticket_links: OldTicketLinksTable;
  steps: StepsTable;
  intervals: IntervalsTable;
  calls: CallsTable;
  window_intervals: WindowIntervalsTable;
  events: EventsTable;
  ratings: RatingsTable;
  cases: CasesTable;
  case_steps: CaseStepsTable;
  home_visits: HomeVisitsTable;
  applications: ApplicationsTable;
  application_states: ApplicationStatesTable;
  projects: ProjectsTable;
  project_visits: ProjectVisitsTable;
  walks: WalksTable;
  walk_tickets: WalkTicketsTable;
  walk_observations: WalkObservationsTable;
  obstacles: ObstaclesTable;
  obstacle_states: ObstacleStatesTable;
  teams: TeamsTable;
  patrols: PatrolsTable;
  sheet_lists: SheetListsTable;
  sheet_months: SheetMonthsTable;
  sheet_entries: SheetEntriesTable;
  evening_reports: EveningReportsTable;
  alarms: AlarmsTable;
  help_calls: HelpCallsTable;
  alarm_spells: AlarmSpellsTable;
  messages: MessagesTable;
  message_reads: MessageReadsTable;
  api_keys: ApiKeysTable;
  sso_people: SsoPeopleTable;
  late_entries: LateEntriesTable;
  setup_revisions: SetupRevisionsTable;
  staff_photos: StaffPhotosTable;
  archives: ArchivesTable;
  webhooks: WebhooksTable;
  webhook_cursors: WebhookCursorsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  soon_told: SoonToldTable;
  remote_tickets: RemoteTicketsTable;
  plates: PlatesTable;
  foresight: ForesightTable;
  import_mappings: ImportMappingsTable;
  imports: ImportsTable;
  imported_tickets: ImportedTicketsTable;
  push_cursors: PushCursorsTable;
  push_subscriptions: PushSubscriptionsTable;
  marked_days: MarkedDaysTable;
  later_estimates: LaterEstimatesTable;
}
