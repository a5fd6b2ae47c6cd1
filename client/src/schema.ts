// npm run client makes this file; it is not changed by hand.
// Made from the document 493f0719e4f6fa3fd2bf448a58f12ee97b7ca90b30afd8626036ee68d459bc9d

export interface paths {
  "/api/account": {
    parameters: {
    };
    /** The own account */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Account"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/password": {
    parameters: {
    };
    /** Another password; all other sign-ins end */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            newPassword: string;
            password: string;
          };
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/second-factor": {
    parameters: {
    };
    /** Turn the second factor on; recovery codes are shown only here */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            code: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RecoveryCodes"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/second-factor/off": {
    parameters: {
    };
    /** Turn the second factor off */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            password: string;
          };
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/second-factor/offer": {
    parameters: {
    };
    /** A secret for an app on the own telephone; a code of it turns the second factor on */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            password: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["OfferedSecondFactor"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/second-factor/recovery-codes": {
    parameters: {
    };
    /** New recovery codes in the place of the old ones */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            password: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RecoveryCodes"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/sessions": {
    parameters: {
    };
    /** The own sign-ins that have not ended, newest first */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["OpenSession"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Sign out everywhere; with `others=true` everywhere else */
    delete: {
      parameters: {
        query?: {
          others?: "true" | "false";
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/account/sessions/{session}": {
    parameters: {
    };
    /** End one of the own sign-ins */
    delete: {
      parameters: {
        path: {
          session: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/archives": {
    parameters: {
    };
    /** The archived years, and how the last one went */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ArchivesState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Archive a year that is over
    * @description Asks for it, and answers at once; the state of the year says how far it is.
    */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ArchiveYearInput"];
        };
      };
      responses: {
        202: {
          content: {
            "application/json": {
              year: number;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/backups": {
    parameters: {
    };
    /** The backups of the site, and how the last one went */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["BackupsState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Make a backup now
    * @description Begins it, and answers at once; `making` in the state says when it is done.
    */
    post: {
      parameters: {
      };
      responses: {
        202: {
          content: {
            "application/json": {
              /** @enum {boolean} */
              making: true;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/backups/{name}": {
    parameters: {
    };
    /** Carry a backup away; the log says who did */
    get: {
      parameters: {
        path: {
          name: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/gzip": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices": {
    parameters: {
    };
    /** Register a device */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            /** Format: date-time */
            expires?: string;
            hall: string;
            /** @enum {string} */
            kind: "kiosk" | "display" | "rating" | "keypad";
            name: string;
            window?: number;
            zone?: string;
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": {
              device: components["schemas"]["Device"];
              pairingCode: string;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/{device}": {
    parameters: {
    };
    /** Take a device away */
    delete: {
      parameters: {
        path: {
          device: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Change a device: its name, its printer, its place */
    patch: {
      parameters: {
        path: {
          device: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            expires?: string | null;
            name?: string;
            settings?: components["schemas"]["DeviceSettingsInput"];
            window?: number | null;
            zone?: string | null;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Device"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/{device}/code": {
    parameters: {
    };
    /** A new pairing code */
    post: {
      parameters: {
        path: {
          device: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              device: components["schemas"]["Device"];
              pairingCode: string;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/{device}/reload": {
    parameters: {
    };
    /** Load its screen anew */
    post: {
      parameters: {
        path: {
          device: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/{device}/start": {
    parameters: {
    };
    /** A new start address: what stands in it behind `#device=` */
    post: {
      parameters: {
        path: {
          device: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              device: components["schemas"]["Device"];
              start: string;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** End its start address */
    delete: {
      parameters: {
        path: {
          device: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/health": {
    parameters: {
    };
    /** A device says how it is */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["DeviceHealthInput"];
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/own": {
    parameters: {
    };
    /** What the console says of this device: its place and settings */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Device"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/pair": {
    parameters: {
    };
    /** Pair a device by its code */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            pairingCode: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              device: components["schemas"]["Device"];
              token: string;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/devices/start": {
    parameters: {
    };
    /** Start as a device by its start address */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            start: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              device: components["schemas"]["Device"];
              token: string;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/events": {
    parameters: {
    };
    /**
    * The event log of the site: the people who work here
    * @description A search that no day bounds looks at 100000 lines. Where it found fewer than `limit` and older (with `before`) or newer lines are left, the header `searched-to` says the version to go on from, as `before` or `after`.
    */
    get: {
      parameters: {
        query?: {
          actor?: string;
          after?: number;
          before?: number;
          command?: string;
          limit?: number;
          person?: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["EventEntry"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls": {
    parameters: {
    };
    /** The halls */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HallSummary"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Make a hall, empty or like another
    * @description People, devices and tickets of the other stay behind.
    */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewHallInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Hall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}": {
    parameters: {
    };
    /** A hall */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Hall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Change the settings of a hall */
    patch: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["HallChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Hall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/alarms": {
    parameters: {
    };
    /** What stands in a hall now, each with what can be done about it */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["AlarmList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/alarms/past": {
    parameters: {
    };
    /** The alarms that began on a day, from when to when each stood */
    get: {
      parameters: {
        query?: {
          day?: string;
          limit?: number;
          offset?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PastAlarmList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/announcements/{id}/spoken": {
    parameters: {
    };
    /** An announcement was spoken */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/applications": {
    parameters: {
    };
    /** What was handed in: a clerk’s own, or all of the hall */
    get: {
      parameters: {
        query?: {
          department?: string;
          down?: "true" | "false";
          dueSoon?: "true" | "false";
          from?: string;
          limit?: number;
          matter?: string;
          number?: string;
          offset?: number;
          overdue?: "true" | "false";
          project?: string;
          receipt?: string;
          sort?: "receipt" | "accepted" | "promised" | "due" | "status";
          status?: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn" | "running";
          to?: string;
          window?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ApplicationList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/applications.csv": {
    parameters: {
    };
    /** The same as CSV, up to 5,000 rows */
    get: {
      parameters: {
        query?: {
          department?: string;
          down?: "true" | "false";
          dueSoon?: "true" | "false";
          from?: string;
          language?: "zh-Hans" | "zh-Hant" | "en";
          matter?: string;
          number?: string;
          overdue?: "true" | "false";
          project?: string;
          receipt?: string;
          sort?: "receipt" | "accepted" | "promised" | "due" | "status";
          status?: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn" | "running";
          to?: string;
          window?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "text/csv; charset=utf-8": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/applications/{id}": {
    parameters: {
    };
    /** One application with its states */
    get: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ApplicationFile"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Another state, a receipt number, a project */
    patch: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ApplicationChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ApplicationFile"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/appointments": {
    parameters: {
    };
    /** A day's appointments, for guides and managers */
    get: {
      parameters: {
        query?: {
          affected?: "true" | "false";
          day?: string;
          status?: "booked" | "checked-in" | "cancelled" | "missed";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["BookedAppointment"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Book an appointment */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["BookAppointmentInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Appointment"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/appointments/{code}": {
    parameters: {
    };
    /** Follow an appointment */
    get: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Appointment"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Cancel an appointment */
    delete: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Appointment"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Move an appointment */
    patch: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ChangeAppointmentInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Appointment"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/appointments/{id}/handling": {
    parameters: {
    };
    /** What became of an appointment by telephone or video, or where it is held */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["HandleAppointmentInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RemoteAppointment"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/appointments/{id}/told": {
    parameters: {
    };
    /** Note that the visitor was told, or take it back */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TellAppointmentInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Told"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/arrival-code": {
    parameters: {
    };
    /** The code of arrival that stands in the hall now */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ArrivalNow"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/board": {
    parameters: {
    };
    /** The board of a hall or zone */
    get: {
      parameters: {
        query?: {
          zone?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["BoardState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/bookings": {
    parameters: {
    };
    /** A day's appointments, searched, sorted and paged */
    get: {
      parameters: {
        query?: {
          affected?: "true" | "false";
          day?: string;
          down?: "true" | "false";
          kind?: "window" | "telephone" | "video";
          limit?: number;
          offset?: number;
          query?: string;
          sort?: "slot" | "person" | "kind" | "phone" | "status" | "number";
          status?: "booked" | "checked-in" | "cancelled" | "missed";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["BookingList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/busy-hours": {
    parameters: {
    };
    /** When people come: tickets by the weekday and half-hour, of the last eight weeks */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["BusyHours"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/calendar": {
    parameters: {
    };
    /**
    * The days of a hall
    * @description From today and for a month where nothing else is said; 400 days at the most.
    */
    get: {
      parameters: {
        query?: {
          from?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Calendar"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Change several days at once
    * @description Ranges of days, both ends included, whole or not at all; 800 days at the most.
    */
    put: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CalendarChangesInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CalendarChanged"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/calendar/{day}": {
    parameters: {
    };
    /** Make a day differ from its weekday */
    put: {
      parameters: {
        path: {
          day: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CalendarChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CalendarDayChanged"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Make a day as its weekday again */
    delete: {
      parameters: {
        path: {
          day: string;
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CalendarDayChanged"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/calendar/holidays": {
    parameters: {
    };
    /**
    * What a holiday file would change; nothing is changed
    * @description The file is the body: holiday-cn's JSON, or ICS. Each fault has its line as `path`.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HolidayPreview"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/calendar/years/{year}": {
    parameters: {
    };
    /** Say whether a year's holidays are entered whole */
    put: {
      parameters: {
        path: {
          hall: string;
          year: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            known: boolean;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CalendarYear"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/cases": {
    parameters: {
    };
    /** What somebody has to see to, filtered, sorted and in pages */
    get: {
      parameters: {
        query?: {
          appeal?: "open";
          clerk?: string;
          down?: "true" | "false";
          due?: "overdue" | "soon";
          kind?: "bad-rating" | "not-done";
          limit?: number;
          offset?: number;
          owner?: string;
          sort?: "due" | "newest" | "oldest" | "kind" | "status" | "number" | "opened";
          status?: "open" | "in-progress" | "answered" | "closed" | "unfinished";
          window?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CaseList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Tell what could not be done */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["OpenCaseInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Case"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/cases/{id}": {
    parameters: {
    };
    /** One case, with what was done about it */
    get: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CaseWithSteps"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/cases/{id}/{act}": {
    parameters: {
    };
    /** Take a case further */
    post: {
      parameters: {
        path: {
          act: "assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide";
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CaseChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CaseWithSteps"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/cases/{id}/owners": {
    parameters: {
    };
    /** Who can follow a case up, by name */
    get: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Colleague"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/cases/figures": {
    parameters: {
    };
    /** The cases of some days by kind, counted */
    get: {
      parameters: {
        query: {
          from: string;
          to: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CaseFigures"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/catalogue": {
    parameters: {
    };
    /** Packages and matters */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Catalogue"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Import a new catalogue
    * @description Whole or not at all; each fault is listed with its place in the file.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": unknown;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CatalogueRenewal"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/catalogue/check": {
    parameters: {
    };
    /** What a new catalogue would change */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": unknown;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["CatalogueRenewal"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/clerk-day": {
    parameters: {
    };
    /** What the clerk who asks has served today */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ClerkDay"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/clients": {
    parameters: {
    };
    /** The clients of a hall */
    get: {
      parameters: {
        query?: {
          active?: string;
          down?: "true" | "false";
          limit?: number;
          offset?: number;
          query?: string;
          sort?: "code" | "name" | "kind" | "steward" | "active";
          steward?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ClientList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** A new client */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewClientInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Client"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/clients/{code}": {
    parameters: {
    };
    /** Change a client, or end with one */
    patch: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ClientChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Client"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/clients/import": {
    parameters: {
    };
    /** A list of clients: added whole or not at all */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ClientImportInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ClientImported"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/clients/mine": {
    parameters: {
    };
    /** Who of my clients has come today */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["StewardState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/companions/mine": {
    parameters: {
    };
    /** Whom I go along with, and where they are called */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Companion"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/consultations": {
    parameters: {
    };
    /** A question was answered without a ticket (咨询) */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ConsultationInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Consulted"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/consultations/{id}/undo": {
    parameters: {
    };
    /** Take back what was counted by mistake, for 30 seconds */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Consulted"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/day/close": {
    parameters: {
    };
    /** Close the day */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["DayClosed"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/day/reopen": {
    parameters: {
    };
    /**
    * Go on with today, which was closed too early
    * @description By hand, or by a clock that was ahead: tickets, windows and bookings are as they were. Refused once a number was given since.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["DayReopened"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/devices": {
    parameters: {
    };
    /** The devices of a hall */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ListedDevice"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/events": {
    parameters: {
    };
    /**
    * The event log of a hall
    * @description A search that no day bounds looks at 100000 lines. Where it found fewer than `limit` and older (with `before`) or newer lines are left, the header `searched-to` says the version to go on from, as `before` or `after`.
    */
    get: {
      parameters: {
        query?: {
          actor?: string;
          after?: number;
          before?: number;
          command?: string;
          day?: string;
          from?: string;
          limit?: number;
          person?: string;
          queue?: string;
          thing?: "ticket" | "window" | "queue" | "setup" | "person";
          ticket?: string;
          to?: string;
          window?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["EventEntry"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/events/feed": {
    parameters: {
    };
    /**
    * What happened in a hall since, in order; it goes on where it was left
    * @description Ask again with `after` = `next`. Where nothing happened and `wait` is given, the answer is held back until something does, for so many seconds at most.
    */
    get: {
      parameters: {
        query?: {
          after?: number;
          limit?: number;
          wait?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["EventFeed"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/help": {
    parameters: {
    };
    /** A kiosk calls the guide's desk */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpCall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/help/{help}": {
    parameters: {
    };
    /** How a kiosk's call stands */
    get: {
      parameters: {
        path: {
          hall: string;
          help: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpCall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/help/{help}/take": {
    parameters: {
    };
    /** A guide goes */
    post: {
      parameters: {
        path: {
          hall: string;
          help: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpCall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/help/{help}/withdraw": {
    parameters: {
    };
    /** Nobody is needed */
    post: {
      parameters: {
        path: {
          hall: string;
          help: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpCall"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/home-visits": {
    parameters: {
    };
    /** The requests of a hall, for guides and managers */
    get: {
      parameters: {
        query?: {
          down?: "true" | "false";
          due?: "overdue" | "soon";
          limit?: number;
          offset?: number;
          owner?: string;
          sort?: "oldest" | "newest" | "due" | "scheduled" | "status" | "person" | "created" | "at";
          status?: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled" | "expected";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HomeVisitList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Ask for a visit at home */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["RequestHomeVisitInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["HomeVisit"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/home-visits/{id}/{act}": {
    parameters: {
    };
    /** Take a request further */
    post: {
      parameters: {
        path: {
          act: "accept" | "schedule" | "finish" | "decline" | "cancel";
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["HomeVisitChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HomeVisitRequest"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/home-visits/trips": {
    parameters: {
    };
    /** A day's visits at home, in order, for who goes there */
    get: {
      parameters: {
        query?: {
          day?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Trips"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/imports": {
    parameters: {
    };
    /** What was brought in from other systems, the newest first */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ImportList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Bring a list in, and keep its mapping
    * @description Past tickets are kept apart from those of this hall. Services and windows come back as a draft of the set-up, people as a list for their own import.
    */
    post: {
      parameters: {
        query: {
          kind: "services" | "windows" | "staff" | "tickets";
          mapping?: string;
          name?: string;
          skip?: "0" | "1";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["ImportDone"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/imports/{id}": {
    parameters: {
    };
    /** Take the past tickets of an import back */
    delete: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Import"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/imports/check": {
    parameters: {
    };
    /**
    * Read a list of another system under a mapping; nothing is changed
    * @description The file is the body: XLSX, or CSV in UTF-8 or GB18030. Without a mapping, the one that was kept for these columns, else one that is guessed.
    */
    post: {
      parameters: {
        query: {
          kind: "services" | "windows" | "staff" | "tickets";
          mapping?: string;
          name?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ImportPreview"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/imports/mapping": {
    parameters: {
    };
    /** Keep a mapping for lists with these columns */
    put: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ImportMappingChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ImportMapping"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations": {
    parameters: {
    };
    /** The lists of invited people, with what became of them */
    get: {
      parameters: {
        query?: {
          down?: "true" | "false";
          limit?: number;
          offset?: number;
          sort?: "title" | "days" | "invited" | "created";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["InvitationList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Invite people by a list: whole, or nobody */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["InviteInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Invitation"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/{id}": {
    parameters: {
    };
    /** One list with its people and what became of each */
    get: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["InvitedPeople"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Another title or message of a list */
    patch: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["InvitationChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Invitation"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/{id}/cancel": {
    parameters: {
    };
    /** Cancel all appointments of a list that are still to come */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Invitation"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/{id}/letters": {
    parameters: {
    };
    /** What is sent to those who are still expected; each look stands in the log */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              letters: components["schemas"]["Letter"][];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/{id}/letters.csv": {
    parameters: {
    };
    /** The same as CSV, for a mail merge or a short-message service */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "text/csv; charset=utf-8": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/check": {
    parameters: {
    };
    /** Which place each on a list would get, and what is wrong with it; nobody is invited */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["InviteInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["InvitePlan"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/file": {
    parameters: {
    };
    /**
    * Read a list of people to invite; nobody is invited
    * @description The file is the body: XLSX, or CSV in UTF-8 or GB18030. Each fault has its sheet and cell.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["InvitedFile"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/invitations/template.xlsx": {
    parameters: {
    };
    /** An empty list of people to invite */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/late-entries": {
    parameters: {
    };
    /** What was entered later of a day */
    get: {
      parameters: {
        query?: {
          day?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["LateEntered"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/logo": {
    parameters: {
    };
    /** A hall's own sign */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/marked-days": {
    parameters: {
    };
    /**
    * Days that were marked as unusual
    * @description Of the last hundred days where no span is given; 800 days at the most.
    */
    get: {
      parameters: {
        query?: {
          from?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MarkedDays"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/marked-days/{day}": {
    parameters: {
    };
    /** Mark a day as unusual: no wait estimate is learnt from it */
    put: {
      parameters: {
        path: {
          day: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["MarkDayInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MarkedDay"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Take the mark of a day away */
    delete: {
      parameters: {
        path: {
          day: string;
          hall: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/media": {
    parameters: {
    };
    /**
    * Take in a picture or a short film for the boards
    * @description The body is the file itself (`application/octet-stream`, or its own type): PNG, JPEG or WebP of at most 5 MB and 4096 pixels a side, MP4 or WebM of at most 60 MB and 120 seconds.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["UploadedMedium"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/messages": {
    parameters: {
    };
    /** The messages of a hall, the newest first, with who has read them */
    get: {
      parameters: {
        query?: {
          limit?: number;
          offset?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MessageList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** A word to a window, to all terminals, or to the boards */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SendMessageInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["SentMessage"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/messages/{message}/end": {
    parameters: {
    };
    /** It is shown no more */
    post: {
      parameters: {
        path: {
          hall: string;
          message: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SentMessage"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets": {
    parameters: {
    };
    /** The sheets of a month */
    get: {
      parameters: {
        query?: {
          month?: components["schemas"]["MonthInput"];
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/close": {
    parameters: {
    };
    /** Close a month for good */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            month: components["schemas"]["MonthInput"];
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/entries": {
    parameters: {
    };
    /** Give or take points */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewSheetEntryInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/entries/{id}/appeal": {
    parameters: {
    };
    /** Appeal against an entry of one’s own sheet */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SheetAppealInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/entries/{id}/decide": {
    parameters: {
    };
    /** What becomes of it after an appeal */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SheetVerdictInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/entries/{id}/withdraw": {
    parameters: {
    };
    /** It counts no more */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/items": {
    parameters: {
    };
    /** The hall’s own list of items */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SheetItems"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Change the list, whole */
    put: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SheetItemsInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SheetItems"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/own": {
    parameters: {
    };
    /** The sheet of who asks */
    get: {
      parameters: {
        query?: {
          month?: components["schemas"]["MonthInput"];
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["MonthSheets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/month-sheets/proposals": {
    parameters: {
    };
    /** What figures propose; nobody is bound to take it */
    get: {
      parameters: {
        query?: {
          month?: components["schemas"]["MonthInput"];
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SheetProposals"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/obstacles": {
    parameters: {
    };
    /** Obstacles, filtered and in pages */
    get: {
      parameters: {
        query?: {
          department?: string;
          down?: "true" | "false";
          from?: string;
          limit?: number;
          offset?: number;
          overdue?: "true" | "false";
          owner?: string;
          sort?: "title" | "department" | "owner" | "due" | "status";
          status?: "open" | "in-progress" | "solved" | "declined" | "unfinished";
          to?: string;
          walk?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ObstacleList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/obstacles/{id}": {
    parameters: {
    };
    /** One obstacle with what became of it */
    get: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ObstacleWithStates"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Whose it is, by when, and what became of it */
    patch: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ObstacleChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ObstacleWithStates"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/patrols": {
    parameters: {
    };
    /** Patrols, the newest first */
    get: {
      parameters: {
        query?: {
          from?: string;
          limit?: number;
          offset?: number;
          team?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PatrolList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/person-limits": {
    parameters: {
    };
    /** Who has taken as many tickets as one person may today */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["LimitedPersons"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/person-limits/lift": {
    parameters: {
    };
    /** Let the person of a ticket take more today */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["LiftLimitInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["LimitedPersons"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/persons/erase": {
    parameters: {
    };
    /** Erase what is known of one person */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ErasePersonInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PersonErased"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/persons/search": {
    parameters: {
    };
    /** All that is kept about one person, by telephone or ID number */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["FindPersonInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PersonFile"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/popular": {
    parameters: {
    };
    /** What people come for most */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Popular"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/printers": {
    parameters: {
    };
    /** The kiosks whose network printer prints a slip for whoever works here */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SlipPrinter"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/projects": {
    parameters: {
    };
    /** The projects of a hall, open ones first */
    get: {
      parameters: {
        query?: {
          down?: "true" | "false";
          limit?: number;
          offset?: number;
          sort?: "code" | "name" | "steward";
          status?: "open" | "closed";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ProjectList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** A new project */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewProjectInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Project"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/projects/{code}": {
    parameters: {
    };
    /** One project with its chart */
    get: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Project"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Name, steward, stages; close or open it again */
    patch: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ProjectChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Project"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/projects/{code}/unbind-visit": {
    parameters: {
    };
    /** It was not */
    post: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["BindVisitInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Project"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/projects/{code}/visits": {
    parameters: {
    };
    /** A visit was for this project */
    post: {
      parameters: {
        path: {
          code: string;
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["BindVisitInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Project"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/queues": {
    parameters: {
    };
    /** The queues now */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["QueueState"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/queues/{queue}/pause": {
    parameters: {
    };
    /** Give no new tickets for a queue (暂停取号); those who wait go on */
    post: {
      parameters: {
        path: {
          hall: string;
          queue: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["PauseQueueInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PausedQueue"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/queues/{queue}/resume": {
    parameters: {
    };
    /** Give tickets for a queue again */
    post: {
      parameters: {
        path: {
          hall: string;
          queue: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PausedQueue"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/ratings.csv": {
    parameters: {
    };
    /** The ratings of some days with their services, for the province's platform */
    get: {
      parameters: {
        query: {
          from: string;
          to: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "text/csv; charset=utf-8": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/remote-tickets": {
    parameters: {
    };
    /** Take a place in line before being there, by telephone */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TakeRemoteInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["RemoteTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/remote-tickets/check-in": {
    parameters: {
    };
    /** Check a visitor in at the desk, by the telephone that took the number */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CheckInRemoteInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RemoteTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/applications": {
    parameters: {
    };
    /** On time ÷ decided, days promised against days used */
    get: {
      parameters: {
        query?: {
          from?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ApplicationReport"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/combinations": {
    parameters: {
    };
    /** Which combinations of matters are asked for */
    get: {
      parameters: {
        query?: {
          from?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Combinations"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/daily": {
    parameters: {
    };
    /** The daily throughput report */
    get: {
      parameters: {
        query?: {
          from?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["DailyReport"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/daily.csv": {
    parameters: {
    };
    /** The daily report as CSV */
    get: {
      parameters: {
        query?: {
          from?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "text/csv; charset=utf-8": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/daily.xlsx": {
    parameters: {
    };
    /** The daily report as XLSX */
    get: {
      parameters: {
        query?: {
          from?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/estimates": {
    parameters: {
    };
    /** How good the wait estimates were */
    get: {
      parameters: {
        query?: {
          from?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["EstimateQuality"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/staffing": {
    parameters: {
    };
    /**
    * Windows needed by half-hour and queue
    * @description From recorded days, by simulation of days drawn anew with the calling rule.
    */
    get: {
      parameters: {
        query?: {
          draws?: number;
          from?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          minutes?: number;
          run?: string;
          share?: number;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              days: string[];
              draws: number;
              emptyDays: string[];
              hall: string;
              importedDays: string[];
              kinds: {
                rows: {
                  from: string;
                  oneLess: {
                    from: string;
                    queue: string;
                    share: number;
                  } | null;
                  open: number;
                  to: string;
                  windows: number;
                }[];
                serves: {
                  handicapMinutes: number;
                  queue: string;
                }[];
                windows: number[];
              }[];
              minutes: number;
              proposal: {
                /** @enum {string} */
                kind: "noon-duty" | "evening" | "weekend-duty";
                queues: string[];
                windows: number[];
              }[];
              queues: {
                handling: number;
                most: number;
                name: {
                  en?: string;
                  "zh-Hans": string;
                  "zh-Hant"?: string;
                };
                queue: string | null;
                rows: {
                  asWas: {
                    p90: (number | "never") | null;
                    share: number | null;
                    windows: number;
                  } | null;
                  erlang: number;
                  from: string;
                  handling: number;
                  oneLess: {
                    p90: (number | "never") | null;
                    share: number | null;
                    windows: number;
                  } | null;
                  p90: (number | "never") | null;
                  planned: number | null;
                  share: number | null;
                  to: string;
                  together: {
                    p90: (number | "never") | null;
                    share: number | null;
                  } | null;
                  visitors: number;
                  windows: number;
                }[];
                visitors: number;
              }[];
              share: number;
              /** @enum {string} */
              source: "log" | "file";
              total: {
                apart: number;
                erlang: number;
                from: string;
                open: number | null;
                planned: number | null;
                to: string;
                windows: number;
              }[];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * The same from a file of recorded days
    * @description The file is the body: CSV with date, service, issued, called, open_windows. Nothing of it is kept.
    */
    post: {
      parameters: {
        query?: {
          draws?: number;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          minutes?: number;
          run?: string;
          share?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              days: string[];
              draws: number;
              emptyDays: string[];
              hall: string;
              importedDays: string[];
              kinds: {
                rows: {
                  from: string;
                  oneLess: {
                    from: string;
                    queue: string;
                    share: number;
                  } | null;
                  open: number;
                  to: string;
                  windows: number;
                }[];
                serves: {
                  handicapMinutes: number;
                  queue: string;
                }[];
                windows: number[];
              }[];
              minutes: number;
              proposal: {
                /** @enum {string} */
                kind: "noon-duty" | "evening" | "weekend-duty";
                queues: string[];
                windows: number[];
              }[];
              queues: {
                handling: number;
                most: number;
                name: {
                  en?: string;
                  "zh-Hans": string;
                  "zh-Hant"?: string;
                };
                queue: string | null;
                rows: {
                  asWas: {
                    p90: (number | "never") | null;
                    share: number | null;
                    windows: number;
                  } | null;
                  erlang: number;
                  from: string;
                  handling: number;
                  oneLess: {
                    p90: (number | "never") | null;
                    share: number | null;
                    windows: number;
                  } | null;
                  p90: (number | "never") | null;
                  planned: number | null;
                  share: number | null;
                  to: string;
                  together: {
                    p90: (number | "never") | null;
                    share: number | null;
                  } | null;
                  visitors: number;
                  windows: number;
                }[];
                visitors: number;
              }[];
              share: number;
              /** @enum {string} */
              source: "log" | "file";
              total: {
                apart: number;
                erlang: number;
                from: string;
                open: number | null;
                planned: number | null;
                to: string;
                windows: number;
              }[];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/staffing.xlsx": {
    parameters: {
    };
    /** Windows needed by half-hour and queue, as XLSX */
    get: {
      parameters: {
        query?: {
          draws?: number;
          from?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          minutes?: number;
          run?: string;
          share?: number;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** The same from a file of recorded days, as XLSX */
    post: {
      parameters: {
        query?: {
          draws?: number;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          minutes?: number;
          run?: string;
          share?: number;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/stewards": {
    parameters: {
    };
    /** Visits by client and steward, files, regions, questions answered */
    get: {
      parameters: {
        query?: {
          from?: string;
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["StewardReport"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/throughput": {
    parameters: {
    };
    /** The figures of any days by any cut, filtered and compared */
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
          category?: string;
          clerk?: string;
          client?: string;
          compare?: string;
          day?: string;
          department?: string;
          direction?: string;
          duty?: string;
          from?: string;
          hall?: string;
          hour?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          language?: string;
          month?: string;
          package?: string;
          queue?: string;
          region?: string;
          stage?: string;
          step?: string;
          to?: string;
          week?: string;
          weekday?: string;
          window?: string;
          zone?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ThroughputReport"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/throughput.csv": {
    parameters: {
    };
    /** The throughput report as CSV */
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
          category?: string;
          clerk?: string;
          client?: string;
          compare?: string;
          day?: string;
          department?: string;
          direction?: string;
          duty?: string;
          from?: string;
          hall?: string;
          hour?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          language?: string;
          month?: string;
          package?: string;
          queue?: string;
          region?: string;
          stage?: string;
          step?: string;
          to?: string;
          week?: string;
          weekday?: string;
          window?: string;
          zone?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "text/csv; charset=utf-8": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/reports/throughput.xlsx": {
    parameters: {
    };
    /** The throughput report as XLSX */
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
          category?: string;
          clerk?: string;
          client?: string;
          compare?: string;
          day?: string;
          department?: string;
          direction?: string;
          duty?: string;
          from?: string;
          hall?: string;
          hour?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          language?: string;
          month?: string;
          package?: string;
          queue?: string;
          region?: string;
          stage?: string;
          step?: string;
          to?: string;
          week?: string;
          weekday?: string;
          window?: string;
          zone?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/runs/{run}": {
    parameters: {
    };
    /** How far a simulation is that somebody waits for */
    get: {
      parameters: {
        path: {
          hall: string;
          run: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              done: number | null;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Stop it */
    delete: {
      parameters: {
        path: {
          hall: string;
          run: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup": {
    parameters: {
    };
    /** The set-up in force, as one document */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Setup"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /**
    * Publish a set-up, now or with the next service day
    * @description `revision` is the newest that the draft was made from. 422 `bad_setup`, 409 `setup_changed`, 409 `in_use`.
    */
    put: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SetupPublicationInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              revision: number;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup.xlsx": {
    parameters: {
    };
    /** The set-up as a workbook */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/check": {
    parameters: {
    };
    /** What a draft would do: faults, warnings, changes, and what holds it */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            catalogue: unknown;
            hall: unknown;
            next?: unknown;
            revision: number;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SetupCheck"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/follow": {
    parameters: {
    };
    /** Whom a hall follows, and what differs */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Follow"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Follow a hall, or none; nothing is taken over by it */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["FollowWishInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Follow"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/retired": {
    parameters: {
    };
    /** What was offered once and is retired: it can come back by its code or number */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SetupRetired"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/revisions": {
    parameters: {
    };
    /** Who published what when */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SetupRevisions"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/revisions/{revision}": {
    parameters: {
    };
    /** One revision as a document, with what it changed */
    get: {
      parameters: {
        path: {
          hall: string;
          revision: number;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SetupRevisionWhole"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/slip": {
    parameters: {
    };
    /** The slip of a package that is not published yet, as a picture */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": unknown;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["DrawnSlip"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/take-over": {
    parameters: {
    };
    /**
    * Make the leader's parts the hall's own, as a new revision
    * @description 409 `follows_nobody`, `setup_changed`, `in_use`; 422 `bad_setup`.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TakeOverInput"] | null;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["TakenOver"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/take-over/check": {
    parameters: {
    };
    /** What a take-over would do */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TakeOverInput"] | null;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["TakeOverCheck"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/setup/xlsx": {
    parameters: {
    };
    /**
    * Read a workbook as a set-up; nothing is changed
    * @description The file is the body. Each fault has its sheet and cell; the document is checked and published like any other.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SetupWorkbook"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/slots": {
    parameters: {
    };
    /** The slots of a day with their free places */
    get: {
      parameters: {
        query?: {
          day?: string;
          matters?: string[];
          package?: string;
          queue?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Slots"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/staff": {
    parameters: {
    };
    /** Who works in a hall, for guides and managers to choose from */
    get: {
      parameters: {
        query?: {
          atWindows?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Colleague"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/teams": {
    parameters: {
    };
    /** The teams of a hall */
    get: {
      parameters: {
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["TeamList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** A new team */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewTeamInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Team"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/teams/{id}": {
    parameters: {
    };
    /** Who is in it, and where it is */
    patch: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TeamChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Team"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/teams/{id}/patrols": {
    parameters: {
    };
    /** A patrol, point by point */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewPatrolInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Patrol"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets": {
    parameters: {
    };
    /** The tickets of today, for guides and managers */
    get: {
      parameters: {
        query?: {
          down?: "true" | "false";
          limit?: number;
          offset?: number;
          query?: string;
          sort?: "number" | "status" | "taken" | "companion";
          status?: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["FoundTickets"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Take a ticket */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TakeTicketInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}": {
    parameters: {
    };
    /** Change what a visitor has come for, with the reason */
    patch: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TicketChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/cancel": {
    parameters: {
    };
    /** Give a ticket up for its visitor */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["StaffActInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/companion": {
    parameters: {
    };
    /** Who goes along with the visitor */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CompanionChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/files": {
    parameters: {
    };
    /** How many people's files a ticket has */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["FilesChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/move": {
    parameters: {
    };
    /** Move a waiting ticket to another queue, with its place in line */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["TicketMoveInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/print": {
    parameters: {
    };
    /** Print a ticket's slip again on a kiosk's printer, with what it is for now */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            device?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PrintedSlip"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/refer": {
    parameters: {
    };
    /** Refer a visitor to another hall, with what is still to be done */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ReferralInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/reprint": {
    parameters: {
    };
    /** The ticket once more, for its slip */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["StaffActInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/tickets/{number}/return": {
    parameters: {
    };
    /** Back after a miss or from a hold */
    post: {
      parameters: {
        path: {
          hall: string;
          number: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["StaffActInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HelpedTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks": {
    parameters: {
    };
    /** The walks of a hall, the newest first */
    get: {
      parameters: {
        query?: {
          department?: string;
          down?: "true" | "false";
          from?: string;
          leader?: string;
          limit?: number;
          offset?: number;
          sort?: "day" | "title" | "leader" | "department" | "role" | "status";
          status?: "planned" | "done" | "cancelled";
          to?: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WalkList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Plan a walk */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewWalkInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Walk"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks/{id}": {
    parameters: {
    };
    /** One walk, with the times of its tickets and what was noted */
    get: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Walk"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Change the plan; it took place, or is called off */
    patch: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["WalkChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Walk"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks/{id}/observations": {
    parameters: {
    };
    /** Note what was seen on the way */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewObservationInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Walk"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks/{id}/obstacles": {
    parameters: {
    };
    /** An obstacle was found */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["NewObstacleInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["ObstacleWithStates"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks/{id}/tickets": {
    parameters: {
    };
    /** A ticket was part of it */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["BindTicketInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Walk"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks/{id}/unbind-ticket": {
    parameters: {
    };
    /** A ticket was not part of it */
    post: {
      parameters: {
        path: {
          hall: string;
          id: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["BindTicketInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Walk"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/walks/summary": {
    parameters: {
    };
    /** The counts of the walks of some days, each with the rows behind it */
    get: {
      parameters: {
        query: {
          from: string;
          to: string;
        };
        path: {
          hall: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WalkSummary"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/what-if": {
    parameters: {
    };
    /**
    * A recorded day again, with one thing changed
    * @description Nothing is written. Without a change it makes the recorded calls.
    */
    post: {
      parameters: {
        path: {
          hall: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            change: ({
              /** @default 0 */
              handicapMinutes?: number;
              /** @enum {string} */
              kind: "serve";
              /** @default false */
              only?: boolean;
              queue: string;
              window: number;
            } | {
              from: string;
              /** @enum {string} */
              kind: "close";
              to?: string;
              window: number;
            } | {
              from: string;
              /** @enum {string} */
              kind: "open";
              to: string;
              window: number;
            } | {
              credits: {
                [key: string]: number;
              };
              /** @enum {string} */
              kind: "credits";
            } | {
              /** @enum {string} */
              kind: "book";
              queue: string;
              share: number;
            }) | null;
            /** Format: date */
            day: string;
            /** @default 15 */
            minutes?: number;
            run?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              after: {
                called: number;
                mean: number | null;
                neverCalled: number;
                p50: number | null;
                p90: number | null;
                share: number | null;
              };
              before: {
                called: number;
                mean: number | null;
                neverCalled: number;
                p50: number | null;
                p90: number | null;
                share: number | null;
              };
              calls: number;
              change: ({
                /** @default 0 */
                handicapMinutes: number;
                /** @enum {string} */
                kind: "serve";
                /** @default false */
                only: boolean;
                queue: string;
                window: number;
              } | {
                from: string;
                /** @enum {string} */
                kind: "close";
                to?: string;
                window: number;
              } | {
                from: string;
                /** @enum {string} */
                kind: "open";
                to: string;
                window: number;
              } | {
                credits: {
                  [key: string]: number;
                };
                /** @enum {string} */
                kind: "credits";
              } | {
                /** @enum {string} */
                kind: "book";
                queue: string;
                share: number;
              }) | null;
              chosen: number;
              /** Format: date */
              day: string;
              deviations: number;
              exact: boolean;
              hall: string;
              minutes: number;
              queues: {
                after: {
                  called: number;
                  mean: number | null;
                  neverCalled: number;
                  p50: number | null;
                  p90: number | null;
                  share: number | null;
                };
                before: {
                  called: number;
                  mean: number | null;
                  neverCalled: number;
                  p50: number | null;
                  p90: number | null;
                  share: number | null;
                };
                queue: string;
              }[];
              regression: {
                bias: number;
                differs: boolean;
                slope: number;
                visits: number;
              } | null;
              waiting: {
                after: number;
                before: number;
                from: string;
              }[];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}": {
    parameters: {
    };
    /** The state of a window */
    get: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/appointments": {
    parameters: {
    };
    /** Today's appointments by telephone and video for a window's queues */
    get: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RemoteAppointment"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/call": {
    parameters: {
    };
    /** Window command: call */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            number: string;
            reason: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/call-next": {
    parameters: {
    };
    /** Window command: call-next */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            applications?: {
              matter: string;
              project?: string;
              promisedWorkingDays?: number;
              receipt?: string;
            }[];
            /** @enum {string} */
            inHand?: "ask" | "finish" | "no-show" | "put-back";
            reason?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/close": {
    parameters: {
    };
    /** Window command: close */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            reason?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/finish": {
    parameters: {
    };
    /** Window command: finish */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            applications?: {
              matter: string;
              project?: string;
              promisedWorkingDays?: number;
              receipt?: string;
            }[];
            files?: number;
            matters?: string[];
            note?: string;
            outcome?: string;
            reason?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/hold": {
    parameters: {
    };
    /** Window command: hold */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            /** @enum {string} */
            kind: "any-window" | "this-window" | "until";
            note?: string;
            reason?: string;
            /** Format: date-time */
            until?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/keys": {
    parameters: {
    };
    /** A key of a key box */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            /** @enum {string} */
            key: "next" | "recall" | "start" | "finish" | "no-show" | "pause";
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/late-entries": {
    parameters: {
    };
    /** Enters what was done at a window while the server was away */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            entries: components["schemas"]["LateEntryInput"][];
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["LateResults"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/messages/{message}/read": {
    parameters: {
    };
    /** Who is at the window has read it */
    post: {
      parameters: {
        path: {
          hall: string;
          message: string;
          window: number;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SentMessage"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/no-show": {
    parameters: {
    };
    /** Window command: no-show */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": Record<string, never>;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/open": {
    parameters: {
    };
    /** Window command: open */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            clerk?: string;
            takeOver?: boolean;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/open-ticket": {
    parameters: {
    };
    /** Window command: open-ticket */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            category?: string;
            /**
            * @default zh-Hans
            * @enum {string}
            */
            language?: "zh-Hans" | "zh-Hant" | "en";
            matters?: string[];
            package?: string;
            packages?: string[];
            queue?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/pause": {
    parameters: {
    };
    /** Window command: pause */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            reason: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/put-back": {
    parameters: {
    };
    /** Window command: put-back */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            reason: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/queue": {
    parameters: {
    };
    /** Who waits for a window, in order */
    get: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              category: string;
              number: string;
              /** Format: date-time */
              orderedBy: string;
              queue: string;
              /** @enum {string} */
              reason: "walk-in" | "appointment" | "later-step" | "returned" | "transferred" | "put-back" | "front" | "later" | "back-here" | "referred";
              waitSeconds: number;
            }[];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/rating": {
    parameters: {
    };
    /** Rate a service at the pad of its window */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["PadRatingInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Rated"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/recall": {
    parameters: {
    };
    /** Window command: recall */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": Record<string, never>;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/resume": {
    parameters: {
    };
    /** Window command: resume */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": Record<string, never>;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/start": {
    parameters: {
    };
    /** Window command: start */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": Record<string, never>;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/take-up": {
    parameters: {
    };
    /** Window command: take-up */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            number: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/transfer": {
    parameters: {
    };
    /** Window command: transfer */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            note?: string;
            /**
            * @default in-order
            * @enum {string}
            */
            place?: "in-order" | "front";
            queue?: string;
            reason: string;
            window?: number;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/halls/{hall}/windows/{window}/undo": {
    parameters: {
    };
    /** Window command: undo */
    post: {
      parameters: {
        path: {
          hall: string;
          window: number;
        };
      };
      requestBody: {
        content: {
          "application/json": Record<string, never>;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WindowState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/home-visits/{token}": {
    parameters: {
    };
    /** Where a request stands */
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HomeVisit"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/home-visits/{token}/cancel": {
    parameters: {
    };
    /** Take a request back */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HomeVisit"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/keys": {
    parameters: {
    };
    /** The keys of other systems */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": {
              items: components["schemas"]["ApiKey"][];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Make a key; it is told only now */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            /** Format: date-time */
            expires?: string;
            halls?: string[];
            name: string;
            scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["MadeApiKey"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/keys/{key}": {
    parameters: {
    };
    /** End a key, and what is open for it */
    delete: {
      parameters: {
        path: {
          key: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/photos/{key}": {
    parameters: {
    };
    /** A portrait, by its key */
    get: {
      parameters: {
        path: {
          key: string;
        };
      };
      responses: {
        200: {
          content?: never;
        };
      };
    };
  };
  "/api/push/key": {
    parameters: {
    };
    /** The public key by which a browser subscribes to messages of this site */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PushKey"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/region": {
    parameters: {
    };
    /**
    * Where it is quiet now: every hall with its queues
    * @description Worked out once in some seconds for all who ask, with an `ETag`.
    */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RegionState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/region/halls": {
    parameters: {
    };
    /** All halls with their set-ups: revision, whom they follow, what differs */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RegionRows"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Make many halls: all or none (`whole`), or those that can be made */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["MakeHallsInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["MadeHalls"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/region/halls/check": {
    parameters: {
    };
    /**
    * Read a list of halls; none is made
    * @description The file is the body: XLSX, or CSV in UTF-8 or GB18030. Each fault has its sheet and cell.
    */
    post: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["HallList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/region/halls/template.xlsx": {
    parameters: {
    };
    /** An empty list of halls to fill in */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/region/offers": {
    parameters: {
    };
    /** What is offered where, by characters, pinyin, its initials or English words */
    get: {
      parameters: {
        query?: {
          q?: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RegionOffers"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/remote-tickets/{token}": {
    parameters: {
    };
    /** Follow a remote ticket */
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RemoteTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/remote-tickets/{token}/arrive": {
    parameters: {
    };
    /** Check in on arrival, by the code that stands in the hall */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            code: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RemoteTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/remote-tickets/{token}/cancel": {
    parameters: {
    };
    /** Give a remote ticket up */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["RemoteTicket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/reports/throughput": {
    parameters: {
    };
    /** The figures of several halls together, by any cut, also by hall */
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
          category?: string;
          clerk?: string;
          client?: string;
          compare?: string;
          day?: string;
          department?: string;
          direction?: string;
          duty?: string;
          from?: string;
          hall?: string;
          halls?: string;
          hour?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          language?: string;
          month?: string;
          package?: string;
          queue?: string;
          region?: string;
          stage?: string;
          step?: string;
          to?: string;
          week?: string;
          weekday?: string;
          window?: string;
          zone?: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ThroughputReport"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/reports/throughput.csv": {
    parameters: {
    };
    /** The figures of several halls as CSV */
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
          category?: string;
          clerk?: string;
          client?: string;
          compare?: string;
          day?: string;
          department?: string;
          direction?: string;
          duty?: string;
          from?: string;
          hall?: string;
          halls?: string;
          hour?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          language?: string;
          month?: string;
          package?: string;
          queue?: string;
          region?: string;
          stage?: string;
          step?: string;
          to?: string;
          week?: string;
          weekday?: string;
          window?: string;
          zone?: string;
        };
      };
      responses: {
        200: {
          content: {
            "text/csv; charset=utf-8": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/reports/throughput.xlsx": {
    parameters: {
    };
    /** The figures of several halls as XLSX */
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
          category?: string;
          clerk?: string;
          client?: string;
          compare?: string;
          day?: string;
          department?: string;
          direction?: string;
          duty?: string;
          from?: string;
          hall?: string;
          halls?: string;
          hour?: string;
          lang?: "zh-Hans" | "zh-Hant" | "en";
          language?: string;
          month?: string;
          package?: string;
          queue?: string;
          region?: string;
          stage?: string;
          step?: string;
          to?: string;
          week?: string;
          weekday?: string;
          window?: string;
          zone?: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/retention": {
    parameters: {
    };
    /** How long what belongs to no hall is kept */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Retention"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Change how long what belongs to no hall is kept */
    patch: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["RetentionChangeInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Retention"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/session": {
    parameters: {
    };
    /** Who is signed in; null: nobody, by no cookie or one that is over */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": {
              actor: components["schemas"]["Actor"] | null;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Sign in */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            code?: string;
            password: string;
            username: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              actor: components["schemas"]["Actor"];
              token: string;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Sign out */
    delete: {
      parameters: {
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/site/sign-in-rules": {
    parameters: {
    };
    /** How long a sign-in lasts, and who needs a second factor */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SignInRules"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Set them */
    put: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["SignInRulesInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["SignInRules"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/sso": {
    parameters: {
    };
    /** Whether people can sign in through accounts of the administration */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": {
              enabled: boolean;
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff": {
    parameters: {
    };
    /** The people who work here */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Staff"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Add a person */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            hallRoles?: {
              [key: string]: ("clerk" | "guide" | "manager")[];
            };
            halls?: string[];
            mustChange?: boolean;
            name: string;
            number?: string | null;
            password: string;
            roles: ("clerk" | "guide" | "manager" | "admin")[];
            username: string;
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["Staff"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/{username}": {
    parameters: {
    };
    /** Change a person */
    patch: {
      parameters: {
        path: {
          username: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            active?: boolean;
            hallRoles?: {
              [key: string]: ("clerk" | "guide" | "manager")[];
            };
            halls?: string[];
            mustChange?: boolean;
            name?: string;
            number?: string | null;
            password?: string;
            roles?: ("clerk" | "guide" | "manager" | "admin")[];
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Staff"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/{username}/photo": {
    parameters: {
    };
    /**
    * Give a person a portrait
    * @description The body is the picture itself, a JPEG or PNG of at most 2 MB. It is shown at the window where the person works, where the hall wants that (`settings.showStaffPhoto`).
    */
    put: {
      parameters: {
        path: {
          username: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Staff"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Take the portrait of a person away */
    delete: {
      parameters: {
        path: {
          username: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/{username}/second-factor": {
    parameters: {
    };
    /** Take the second factor from a person who has lost it */
    delete: {
      parameters: {
        path: {
          username: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/{username}/sessions": {
    parameters: {
    };
    /** End all sign-ins of a person */
    delete: {
      parameters: {
        path: {
          username: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/import": {
    parameters: {
    };
    /**
    * Add several people, whole or not at all
    * @description Each has to choose another password at the first sign-in.
    */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["StaffImportInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["StaffImported"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/import/check": {
    parameters: {
    };
    /**
    * Read a list of people; nobody is added
    * @description The file is the body: XLSX, or CSV in UTF-8 or GB18030. Each fault has its sheet and cell.
    */
    post: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["StaffList"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/staff/import/template.xlsx": {
    parameters: {
    };
    /** An empty list of people to fill in */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}": {
    parameters: {
    };
    /** Follow a ticket */
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/applications": {
    parameters: {
    };
    /** What was handed in on a visit, and how it stands */
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["VisitorApplications"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/cancel": {
    parameters: {
    };
    /** Give a ticket up */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/cases": {
    parameters: {
    };
    /** The cases of a visit, for its visitor */
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["VisitorCases"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/cases/{id}/ask-again": {
    parameters: {
    };
    /** Not content with what was done */
    post: {
      parameters: {
        path: {
          id: string;
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["AskAgainInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["VisitorCases"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/later": {
    parameters: {
    };
    /** Be called later, by places or minutes */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CallLaterInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/not-done": {
    parameters: {
    };
    /** Tell what could not be done */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["ReportNotDoneInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["VisitorCases"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/plate": {
    parameters: {
    };
    /** The plate that was given for parking */
    get: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["TicketPlate"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Give the plate of the car for parking; it is erased when the day ends */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            plate: string | null;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["TicketPlate"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/print": {
    parameters: {
    };
    /** Print the slip on a kiosk's network printer */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": {
            device?: string;
          };
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PrintedSlip"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/push": {
    parameters: {
    };
    /**
    * Tell a phone of its ticket by the push service of its browser
    * @description That it is nearly its turn, that it is called, that something changed; until the visit is over. The same again changes nothing.
    */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["PushSubscriptionInput"];
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["PushState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/push/end": {
    parameters: {
    };
    /** Tell a phone no more */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["PushEndInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["PushState"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/rating": {
    parameters: {
    };
    /** Rate a service */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["RatingInput"];
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/return": {
    parameters: {
    };
    /** Back after a miss or from a hold */
    post: {
      parameters: {
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Ticket"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/tickets/{token}/slip": {
    parameters: {
    };
    /** The slip: a picture, or bytes for a thermal printer, by the Accept header */
    get: {
      parameters: {
        query?: {
          width?: "58" | "80";
        };
        path: {
          token: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/vnd.escpos": unknown;
            "image/svg+xml": unknown;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/voices": {
    parameters: {
    };
    /** The voice packs */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["ListedVoicePack"][];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/voices/{pack}": {
    parameters: {
    };
    /** A voice pack as one file */
    get: {
      parameters: {
        query?: {
          bundled?: "true" | "false";
        };
        path: {
          pack: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["VoicePack"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Put a voice pack in place, as one file */
    put: {
      parameters: {
        path: {
          pack: string;
        };
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["VoicePackInput"];
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/webhooks": {
    parameters: {
    };
    /** Where other systems are told what happens */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": {
              items: components["schemas"]["Webhook"][];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
    /** Tell another system; the secret of its signatures is told only now */
    post: {
      parameters: {
      };
      requestBody: {
        content: {
          "application/json": {
            events: ("ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening")[];
            hall?: string;
            /** Format: uri */
            url: string;
          };
        };
      };
      responses: {
        201: {
          content: {
            "application/json": components["schemas"]["MadeWebhook"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/webhooks/{webhook}": {
    parameters: {
    };
    /** Tell it nothing more */
    delete: {
      parameters: {
        path: {
          webhook: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/webhooks/{webhook}/deliveries": {
    parameters: {
    };
    /** The messages of a week, the newest first, with how often each was tried */
    get: {
      parameters: {
        query?: {
          limit?: number;
          offset?: number;
          status?: "pending" | "delivered" | "failed";
        };
        path: {
          webhook: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": {
              deliveries: components["schemas"]["WebhookDelivery"][];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/webhooks/{webhook}/deliveries/{delivery}/resend": {
    parameters: {
    };
    /** Try a message again that failed for good */
    post: {
      parameters: {
        path: {
          delivery: string;
          webhook: string;
        };
      };
      responses: {
        204: {
          content?: never;
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/webhooks/{webhook}/enable": {
    parameters: {
    };
    /** Tell one again that was disabled */
    post: {
      parameters: {
        path: {
          webhook: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["Webhook"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/api/webhooks/{webhook}/test": {
    parameters: {
    };
    /** Send a message for trial, once, and say how that went */
    post: {
      parameters: {
        path: {
          webhook: string;
        };
      };
      responses: {
        200: {
          content: {
            "application/json": components["schemas"]["WebhookDelivery"];
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/health/live": {
    parameters: {
    };
    /** The process answers */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": {
              /** @enum {string} */
              status: "live";
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/health/ready": {
    parameters: {
    };
    /**
    * The database answers too
    * @description 503 while the database does not answer or commands cannot be done or stored (`storage_unavailable`; `causes` says which: `database`, `commands`), or the data are damaged (`storage_damaged`: restore a backup). `warnings` names what is not as it should be while the hall works: `redis` (screens of other processes follow later), `clock` (it jumped or is behind), `busy` (strangers are asked to come again), `backup` (the last one failed or is too old), `backup-copy` (the second place), `report` (the evening report could not be written), `disk` (little room is left), `data` (at the start they were older than they had been, and numbers were moved on).
    */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "application/json": {
              /** @enum {string} */
              database: "sqlite" | "postgres";
              /** @enum {string} */
              status: "ready";
              version: string;
              warnings?: ("redis" | "clock" | "busy" | "backup" | "backup-copy" | "report" | "disk" | "data")[];
            };
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
  "/metrics": {
    parameters: {
    };
    /**
    * Figures for Prometheus
    * @description By the bearer token METRICS_TOKEN; where none is set there is no such page.
    */
    get: {
      parameters: {
      };
      responses: {
        200: {
          content: {
            "text/plain": string;
          };
        };
        default: {
          content: {
            "application/json": components["schemas"]["Problem"];
          };
        };
      };
    };
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Account: {
      mustChange: boolean;
      name: string;
      secondFactor: {
        codesLeft: number;
        on: boolean;
        required: boolean;
        since: string | null;
      };
      username: string;
      weakPassword: boolean;
    };
    AccountInput: {
      mustChange: boolean;
      name: string;
      secondFactor: {
        codesLeft: number;
        on: boolean;
        required: boolean;
        since: string | null;
      };
      username: string;
      weakPassword: boolean;
    };
    Actor: {
      hallRoles?: {
        [key: string]: ("clerk" | "guide" | "manager")[];
      };
      halls: string[];
      id: string;
      /** @constant */
      kind: "staff";
      /** @enum {string} */
      limited?: "password_change_required" | "second_factor_setup_required";
      name: string;
      roles: ("clerk" | "guide" | "manager" | "admin")[];
      username: string;
      /** @constant */
      weakPassword?: true;
    } | {
      /** @enum {string} */
      device: "kiosk" | "display" | "rating" | "keypad";
      hall: string;
      id: string;
      /** @constant */
      kind: "device";
      name: string;
      window: number | null;
      zone: string | null;
    } | {
      halls: string[];
      id: string;
      /** @constant */
      kind: "key";
      name: string;
      scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
    };
    ActorInput: {
      hallRoles?: {
        [key: string]: ("clerk" | "guide" | "manager")[];
      };
      halls: string[];
      id: string;
      /** @constant */
      kind: "staff";
      /** @enum {string} */
      limited?: "password_change_required" | "second_factor_setup_required";
      name: string;
      roles: ("clerk" | "guide" | "manager" | "admin")[];
      username: string;
      /** @constant */
      weakPassword?: true;
    } | {
      /** @enum {string} */
      device: "kiosk" | "display" | "rating" | "keypad";
      hall: string;
      id: string;
      /** @constant */
      kind: "device";
      name: string;
      window: number | null;
      zone: string | null;
    } | {
      halls: string[];
      id: string;
      /** @constant */
      kind: "key";
      name: string;
      scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
    };
    Alarm: {
      about: {
        case?: string;
        count?: number;
        device?: string;
        queue?: string;
        ticket?: string;
        visit?: string;
        window?: number;
      };
      acts: components["schemas"]["AlarmAct"][];
      /** Format: date-time */
      at: string;
      code: string;
      detail: string;
      first?: {
        name: string;
        team: string;
        username: string;
      };
      /** @enum {string} */
      severity: "urgent" | "attention";
      subject: string;
    };
    AlarmAct: {
      /** @enum {string} */
      act: "open-window" | "resume-window" | "add-queue" | "call-clerk" | "message-terminals" | "message-boards" | "reload-device" | "go-device" | "go-cases" | "go-visits" | "go-applications" | "go-obstacles" | "go-setup" | "go-backups" | "go-webhooks" | "reopen-day";
      device?: string;
      queue?: string;
      window?: number;
      zone?: string;
    };
    AlarmActInput: {
      /** @enum {string} */
      act: "open-window" | "resume-window" | "add-queue" | "call-clerk" | "message-terminals" | "message-boards" | "reload-device" | "go-device" | "go-cases" | "go-visits" | "go-applications" | "go-obstacles" | "go-setup" | "go-backups" | "go-webhooks" | "reopen-day";
      device?: string;
      queue?: string;
      window?: number;
      zone?: string;
    };
    AlarmInput: {
      about: {
        case?: string;
        count?: number;
        device?: string;
        queue?: string;
        ticket?: string;
        visit?: string;
        window?: number;
      };
      acts: components["schemas"]["AlarmActInput"][];
      /** Format: date-time */
      at: string;
      code: string;
      detail: string;
      first?: {
        name: string;
        team: string;
        username: string;
      };
      /** @enum {string} */
      severity: "urgent" | "attention";
      subject: string;
    };
    AlarmList: {
      alarms: components["schemas"]["Alarm"][];
      /** Format: date-time */
      at: string;
    };
    AlarmListInput: {
      alarms: components["schemas"]["AlarmInput"][];
      /** Format: date-time */
      at: string;
    };
    ApiKey: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      expiresAt: string | null;
      halls: string[];
      id: string;
      lastUsedAt: string | null;
      name: string;
      prefix: string;
      scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
    };
    ApiKeyInput: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      expiresAt: string | null;
      halls: string[];
      id: string;
      lastUsedAt: string | null;
      name: string;
      prefix: string;
      scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
    };
    Application: {
      allowed: ("accepted" | "supplement" | "decided" | "delivered" | "withdrawn")[];
      clerk: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      decidedDay: string | null;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date */
      dueDay: string;
      dueSoon: boolean;
      id: string;
      matter: string;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string;
      onTime: boolean | null;
      overdue: boolean;
      project: {
        code: string;
        name: string;
        plan: string | null;
      } | null;
      promisedWorkingDays: number;
      receipt: string | null;
      /** @enum {string} */
      status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      /** Format: date-time */
      statusSince: string;
      usedWorkingDays: number | null;
      visitorNote: string | null;
      window: number;
    };
    ApplicationChange: {
      note?: string;
      plan?: string;
      project?: string | null;
      receipt?: unknown | null;
      /** @enum {string} */
      status?: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      visitorNote?: string;
    };
    ApplicationChangeInput: {
      note?: string;
      plan?: string;
      project?: string | null;
      receipt?: string | null;
      /** @enum {string} */
      status?: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      visitorNote?: string;
    };
    ApplicationFile: {
      allowed: ("accepted" | "supplement" | "decided" | "delivered" | "withdrawn")[];
      clerk: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      decidedDay: string | null;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date */
      dueDay: string;
      dueSoon: boolean;
      id: string;
      matter: string;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string;
      onTime: boolean | null;
      overdue: boolean;
      project: {
        code: string;
        name: string;
        plan: string | null;
      } | null;
      promisedWorkingDays: number;
      receipt: string | null;
      states: {
        /** Format: date-time */
        at: string;
        by: string | null;
        note: string | null;
        /** @enum {string} */
        status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
        visitorNote: string | null;
      }[];
      /** @enum {string} */
      status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      /** Format: date-time */
      statusSince: string;
      usedWorkingDays: number | null;
      visitorNote: string | null;
      window: number;
    };
    ApplicationFileInput: {
      allowed: ("accepted" | "supplement" | "decided" | "delivered" | "withdrawn")[];
      clerk: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      decidedDay: string | null;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date */
      dueDay: string;
      dueSoon: boolean;
      id: string;
      matter: string;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string;
      onTime: boolean | null;
      overdue: boolean;
      project: {
        code: string;
        name: string;
        plan: string | null;
      } | null;
      promisedWorkingDays: number;
      receipt: string | null;
      states: {
        /** Format: date-time */
        at: string;
        by: string | null;
        note: string | null;
        /** @enum {string} */
        status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
        visitorNote: string | null;
      }[];
      /** @enum {string} */
      status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      /** Format: date-time */
      statusSince: string;
      usedWorkingDays: number | null;
      visitorNote: string | null;
      window: number;
    };
    ApplicationInput: {
      allowed: ("accepted" | "supplement" | "decided" | "delivered" | "withdrawn")[];
      clerk: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      decidedDay: string | null;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date */
      dueDay: string;
      dueSoon: boolean;
      id: string;
      matter: string;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string;
      onTime: boolean | null;
      overdue: boolean;
      project: {
        code: string;
        name: string;
        plan: string | null;
      } | null;
      promisedWorkingDays: number;
      receipt: string | null;
      /** @enum {string} */
      status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      /** Format: date-time */
      statusSince: string;
      usedWorkingDays: number | null;
      visitorNote: string | null;
      window: number;
    };
    ApplicationList: {
      applications: components["schemas"]["Application"][];
      due: {
        dueSoon: number;
        first: {
          /** Format: date */
          dueDay: string;
          id: string;
          matter: string;
          matterName: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          number: string;
        }[];
        overdue: number;
      };
      total: number;
    };
    ApplicationListInput: {
      applications: components["schemas"]["ApplicationInput"][];
      due: {
        dueSoon: number;
        first: {
          /** Format: date */
          dueDay: string;
          id: string;
          matter: string;
          matterName: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          number: string;
        }[];
        overdue: number;
      };
      total: number;
    };
    ApplicationReport: {
      departments: {
        accepted: number;
        code: string;
        decided: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        onTime: components["schemas"]["Rate"];
        promised: {
          p50: number | null;
          p90: number | null;
        };
        used: {
          p50: number | null;
          p90: number | null;
        };
      }[];
      /** Format: date */
      from: string;
      hall: string;
      matters: {
        accepted: number;
        code: string;
        decided: number;
        department: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        onTime: components["schemas"]["Rate"];
        promised: {
          p50: number | null;
          p90: number | null;
        };
        used: {
          p50: number | null;
          p90: number | null;
        };
      }[];
      /** Format: date */
      to: string;
      total: {
        accepted: number;
        decided: number;
        onTime: components["schemas"]["Rate"];
        promised: {
          p50: number | null;
          p90: number | null;
        };
        used: {
          p50: number | null;
          p90: number | null;
        };
      };
    };
    ApplicationReportInput: {
      departments: {
        accepted: number;
        code: string;
        decided: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        onTime: components["schemas"]["RateInput"];
        promised: {
          p50: number | null;
          p90: number | null;
        };
        used: {
          p50: number | null;
          p90: number | null;
        };
      }[];
      /** Format: date */
      from: string;
      hall: string;
      matters: {
        accepted: number;
        code: string;
        decided: number;
        department: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        onTime: components["schemas"]["RateInput"];
        promised: {
          p50: number | null;
          p90: number | null;
        };
        used: {
          p50: number | null;
          p90: number | null;
        };
      }[];
      /** Format: date */
      to: string;
      total: {
        accepted: number;
        decided: number;
        onTime: components["schemas"]["RateInput"];
        promised: {
          p50: number | null;
          p90: number | null;
        };
        used: {
          p50: number | null;
          p90: number | null;
        };
      };
    };
    Appointment: {
      affected: ("day-closed" | "closed-then" | "queue-hours" | "queue-retired" | "paused") | null;
      category: string;
      code: string;
      /** Format: date */
      day: string;
      endedAt: string | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date-time */
      keptUntil: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      link: string | null;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      outcome: ("done" | "not-reached") | null;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slot: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      startedAt: string | null;
      /** @enum {string} */
      status: "booked" | "checked-in" | "cancelled" | "missed";
      ticket: {
        number: string;
        token: string;
      } | null;
      timezone: string;
      windows: number[];
      zones: string[];
    };
    AppointmentInput: {
      affected: ("day-closed" | "closed-then" | "queue-hours" | "queue-retired" | "paused") | null;
      category: string;
      code: string;
      /** Format: date */
      day: string;
      endedAt: string | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date-time */
      keptUntil: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      link: string | null;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      outcome: ("done" | "not-reached") | null;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slot: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      startedAt: string | null;
      /** @enum {string} */
      status: "booked" | "checked-in" | "cancelled" | "missed";
      ticket: {
        number: string;
        token: string;
      } | null;
      timezone: string;
      windows: number[];
      zones: string[];
    };
    ArchivesState: {
      archives: {
        archivedAt: string | null;
        /** Format: date-time */
        askedAt: string;
        bytes: number | null;
        fault: ("missing" | "damaged" | "newer") | null;
        /** @enum {string} */
        state: "copying" | "verified" | "removing" | "archived";
        tickets: number;
        year: number;
      }[];
      failed: {
        /** Format: date-time */
        at: string;
        why: string;
        year: number;
      } | null;
      folder: string | null;
      next: number | null;
      possible: boolean;
    };
    ArchivesStateInput: {
      archives: {
        archivedAt: string | null;
        /** Format: date-time */
        askedAt: string;
        bytes: number | null;
        fault: ("missing" | "damaged" | "newer") | null;
        /** @enum {string} */
        state: "copying" | "verified" | "removing" | "archived";
        tickets: number;
        year: number;
      }[];
      failed: {
        /** Format: date-time */
        at: string;
        why: string;
        year: number;
      } | null;
      folder: string | null;
      next: number | null;
      possible: boolean;
    };
    ArchiveYear: {
      year: number;
    };
    ArchiveYearInput: {
      year: number;
    };
    ArrivalNow: {
      code: string;
      /** Format: date-time */
      until: string;
      /** Format: uri */
      url: string;
    };
    ArrivalNowInput: {
      code: string;
      /** Format: date-time */
      until: string;
      /** Format: uri */
      url: string;
    };
    AskAgain: {
      text: string;
    };
    AskAgainInput: {
      text: string;
    };
    BackupEntry: {
      /** Format: date-time */
      at: string;
      bytes: number;
      copied: boolean;
      /** @enum {string} */
      kind: "hourly" | "asked" | "update";
      name: string;
    };
    BackupEntryInput: {
      /** Format: date-time */
      at: string;
      bytes: number;
      copied: boolean;
      /** @enum {string} */
      kind: "hourly" | "asked" | "update";
      name: string;
    };
    BackupsState: {
      backups: components["schemas"]["BackupEntry"][];
      copyDir: string | null;
      copyFailed: {
        /** Format: date-time */
        at: string;
        why: string;
      } | null;
      dir: string;
      /** @enum {string} */
      every: "hour" | "day" | "never";
      failed: {
        /** Format: date-time */
        at: string;
        why: string;
      } | null;
      keep: {
        days: number;
        hours: number;
        months: number;
      };
      making: boolean;
      restore: string;
      sameDisk: boolean;
      untried: string | null;
    };
    BackupsStateInput: {
      backups: components["schemas"]["BackupEntryInput"][];
      copyDir: string | null;
      copyFailed: {
        /** Format: date-time */
        at: string;
        why: string;
      } | null;
      dir: string;
      /** @enum {string} */
      every: "hour" | "day" | "never";
      failed: {
        /** Format: date-time */
        at: string;
        why: string;
      } | null;
      keep: {
        days: number;
        hours: number;
        months: number;
      };
      making: boolean;
      restore: string;
      sameDisk: boolean;
      untried: string | null;
    };
    BindTicket: {
      /** Format: date */
      day?: string;
      number: string;
    };
    BindTicketInput: {
      /** Format: date */
      day?: string;
      number: string;
    };
    BindVisit: {
      /** Format: date */
      day: string;
      number: string;
    };
    BindVisitInput: {
      /** Format: date */
      day: string;
      number: string;
    };
    BoardState: {
      announcements: {
        /** Format: date-time */
        at: string;
        id: string;
        speech: {
          label?: string;
          languages: string[];
          number: string;
          recall: boolean;
          window: number;
          zone?: string;
        };
        text: {
          en: string;
          "zh-Hans": string;
          "zh-Hant": string;
        };
        zone: string;
      }[];
      /** Format: date-time */
      at: string;
      calls: {
        /** Format: date-time */
        at: string;
        id: string;
        label?: string;
        /** Format: date-time */
        missedAt?: string;
        number: string;
        recall: boolean;
        /** @enum {string} */
        status: "called" | "serving" | "missed" | "over";
        window: number;
        zone: string;
      }[];
      hall: string;
      media: {
        file: string;
        seconds: number;
      }[];
      notices: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      }[];
      queues: {
        /** @constant */
        closed?: true;
        queue: string;
        waiting: number;
      }[];
      setup: number;
      version: number;
      windows: {
        label?: string;
        number: string | null;
        /** @constant */
        offDuty?: true;
        /** @enum {string} */
        status: "closed" | "open" | "paused";
        window: number;
        zone: string;
      }[];
      zone: string | null;
    };
    BoardStateInput: {
      announcements: {
        /** Format: date-time */
        at: string;
        id: string;
        speech: {
          label?: string;
          languages: string[];
          number: string;
          recall: boolean;
          window: number;
          zone?: string;
        };
        text: {
          en: string;
          "zh-Hans": string;
          "zh-Hant": string;
        };
        zone: string;
      }[];
      /** Format: date-time */
      at: string;
      calls: {
        /** Format: date-time */
        at: string;
        id: string;
        label?: string;
        /** Format: date-time */
        missedAt?: string;
        number: string;
        recall: boolean;
        /** @enum {string} */
        status: "called" | "serving" | "missed" | "over";
        window: number;
        zone: string;
      }[];
      hall: string;
      media: {
        file: string;
        seconds: number;
      }[];
      notices: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      }[];
      queues: {
        /** @constant */
        closed?: true;
        queue: string;
        waiting: number;
      }[];
      setup: number;
      version: number;
      windows: {
        label?: string;
        number: string | null;
        /** @constant */
        offDuty?: true;
        /** @enum {string} */
        status: "closed" | "open" | "paused";
        window: number;
        zone: string;
      }[];
      zone: string | null;
    };
    BookAppointment: {
      category?: string | string[];
      idNumber?: string;
      /**
      * @default window
      * @enum {string}
      */
      kind: "window" | "telephone" | "video";
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      name?: string;
      package?: string;
      phone?: string;
      queue?: string;
      slot: unknown;
    };
    BookAppointmentInput: {
      category?: string | string[];
      idNumber?: string;
      /**
      * @default window
      * @enum {string}
      */
      kind?: "window" | "telephone" | "video";
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language?: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      name?: string;
      package?: string;
      phone?: string;
      queue?: string;
      /** Format: date-time */
      slot: string;
    };
    BookedAppointment: {
      affected: ("day-closed" | "closed-then" | "queue-hours" | "queue-retired" | "paused") | null;
      category: string;
      code: string;
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      /** Format: date */
      day: string;
      endedAt: string | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      invited: boolean;
      /** Format: date-time */
      keptUntil: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      link: string | null;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      moves: number;
      name: string | null;
      number: string | null;
      outcome: ("done" | "not-reached") | null;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      phone: string | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slot: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      startedAt: string | null;
      /** @enum {string} */
      status: "booked" | "checked-in" | "cancelled" | "missed";
      timezone: string;
      told: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
      windows: number[];
      zones: string[];
    };
    BookedAppointmentInput: {
      affected: ("day-closed" | "closed-then" | "queue-hours" | "queue-retired" | "paused") | null;
      category: string;
      code: string;
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      /** Format: date */
      day: string;
      endedAt: string | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      invited: boolean;
      /** Format: date-time */
      keptUntil: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      link: string | null;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      moves: number;
      name: string | null;
      number: string | null;
      outcome: ("done" | "not-reached") | null;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      phone: string | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slot: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      startedAt: string | null;
      /** @enum {string} */
      status: "booked" | "checked-in" | "cancelled" | "missed";
      timezone: string;
      told: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
      windows: number[];
      zones: string[];
    };
    BookingList: {
      items: components["schemas"]["BookedAppointment"][];
      total: number;
    };
    BookingListInput: {
      items: components["schemas"]["BookedAppointmentInput"][];
      total: number;
    };
    BusyHours: {
      cells: {
        at: string;
        tickets: number;
        weekday: number;
      }[];
      days: number;
      from: string | null;
      hall: string;
      to: string | null;
    };
    BusyHoursInput: {
      cells: {
        at: string;
        tickets: number;
        weekday: number;
      }[];
      days: number;
      from: string | null;
      hall: string;
      to: string | null;
    };
    Calendar: {
      days: components["schemas"]["CalendarDay"][];
      enforced: boolean;
      hall: string;
      now: {
        /** Format: date-time */
        at: string;
        next: string | null;
        open: boolean;
        period: ("regular" | "noon-duty" | "evening" | "weekend-duty") | null;
      };
      timezone: string;
      unknownYears: number[];
    };
    CalendarChange: {
      hours?: {
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      /** @enum {string} */
      kind: "holiday" | "workday" | "special";
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    CalendarChanged: {
      booked: {
        booked: number;
        /** Format: date */
        day: string;
      }[];
      days: number;
    };
    CalendarChangedInput: {
      booked: {
        booked: number;
        /** Format: date */
        day: string;
      }[];
      days: number;
    };
    CalendarChangeInput: {
      hours?: {
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      /** @enum {string} */
      kind: "holiday" | "workday" | "special";
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    CalendarChanges: {
      entries: {
        change: components["schemas"]["CalendarChange"] | null;
        /** Format: date */
        from: string;
        /** Format: date */
        to?: string;
      }[];
      years?: number[];
    };
    CalendarChangesInput: {
      entries: {
        change: components["schemas"]["CalendarChangeInput"] | null;
        /** Format: date */
        from: string;
        /** Format: date */
        to?: string;
      }[];
      years?: number[];
    };
    CalendarDay: {
      /** Format: date */
      day: string;
      /** @enum {string} */
      kind: "regular" | "holiday" | "workday" | "special";
      known: boolean;
      lastTicketAt: string | null;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      periods: {
        /** Format: date-time */
        begins: string;
        /** Format: date-time */
        ends: string;
        from: string;
        /** @enum {string} */
        kind: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      source: ("chinese-days" | "manual") | null;
      weekday: number;
      working: boolean;
    };
    CalendarDayChanged: {
      booked: number;
      /** Format: date */
      day: string;
      /** @enum {string} */
      kind: "regular" | "holiday" | "workday" | "special";
      known: boolean;
      lastTicketAt: string | null;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      periods: {
        /** Format: date-time */
        begins: string;
        /** Format: date-time */
        ends: string;
        from: string;
        /** @enum {string} */
        kind: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      source: ("chinese-days" | "manual") | null;
      weekday: number;
      working: boolean;
    };
    CalendarDayChangedInput: {
      booked: number;
      /** Format: date */
      day: string;
      /** @enum {string} */
      kind: "regular" | "holiday" | "workday" | "special";
      known: boolean;
      lastTicketAt: string | null;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      periods: {
        /** Format: date-time */
        begins: string;
        /** Format: date-time */
        ends: string;
        from: string;
        /** @enum {string} */
        kind: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      source: ("chinese-days" | "manual") | null;
      weekday: number;
      working: boolean;
    };
    CalendarDayInput: {
      /** Format: date */
      day: string;
      /** @enum {string} */
      kind: "regular" | "holiday" | "workday" | "special";
      known: boolean;
      lastTicketAt: string | null;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      periods: {
        /** Format: date-time */
        begins: string;
        /** Format: date-time */
        ends: string;
        from: string;
        /** @enum {string} */
        kind: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      source: ("chinese-days" | "manual") | null;
      weekday: number;
      working: boolean;
    };
    CalendarInput: {
      days: components["schemas"]["CalendarDayInput"][];
      enforced: boolean;
      hall: string;
      now: {
        /** Format: date-time */
        at: string;
        next: string | null;
        open: boolean;
        period: ("regular" | "noon-duty" | "evening" | "weekend-duty") | null;
      };
      timezone: string;
      unknownYears: number[];
    };
    CalendarYear: {
      known: boolean;
      year: number;
    };
    CalendarYearInput: {
      known: boolean;
      year: number;
    };
    CallLater: {
      minutes?: number;
      places?: number;
    };
    CallLaterInput: {
      minutes?: number;
      places?: number;
    };
    Case: {
      aboutMe: boolean;
      allowed: ("assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide")[];
      answeredAt: string | null;
      appeal: string | null;
      appealOpen: boolean;
      clerk: {
        name: string;
        username: string;
      } | null;
      closedAt: string | null;
      contacted: boolean | null;
      day: string | null;
      dueDay: string | null;
      id: string;
      justified: boolean | null;
      /** @enum {string} */
      kind: "bad-rating" | "not-done";
      level: number | null;
      matter: string | null;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      number: string | null;
      openedAt: string | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string;
      } | null;
      phone: string | null;
      queue: string | null;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      reasons: string[];
      resolution: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "answered" | "closed";
      text: string | null;
      window: number | null;
    };
    CaseChange: {
      contacted?: boolean;
      justified?: boolean;
      note?: string;
      owner?: string;
      resolution?: string;
    };
    CaseChangeInput: {
      contacted?: boolean;
      justified?: boolean;
      note?: string;
      owner?: string;
      resolution?: string;
    };
    CaseFigures: {
      kinds: {
        answered: number;
        answeredInTime: number;
        decided: number;
        justified: number;
        /** @enum {string} */
        kind: "bad-rating" | "not-done";
        opened: number;
        overdue: number;
      }[];
    };
    CaseFiguresInput: {
      kinds: {
        answered: number;
        answeredInTime: number;
        decided: number;
        justified: number;
        /** @enum {string} */
        kind: "bad-rating" | "not-done";
        opened: number;
        overdue: number;
      }[];
    };
    CaseInput: {
      aboutMe: boolean;
      allowed: ("assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide")[];
      answeredAt: string | null;
      appeal: string | null;
      appealOpen: boolean;
      clerk: {
        name: string;
        username: string;
      } | null;
      closedAt: string | null;
      contacted: boolean | null;
      day: string | null;
      dueDay: string | null;
      id: string;
      justified: boolean | null;
      /** @enum {string} */
      kind: "bad-rating" | "not-done";
      level: number | null;
      matter: string | null;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      number: string | null;
      openedAt: string | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string;
      } | null;
      phone: string | null;
      queue: string | null;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      reasons: string[];
      resolution: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "answered" | "closed";
      text: string | null;
      window: number | null;
    };
    CaseList: {
      cases: components["schemas"]["Case"][];
      total: number;
    };
    CaseListInput: {
      cases: components["schemas"]["CaseInput"][];
      total: number;
    };
    CaseWithSteps: {
      aboutMe: boolean;
      allowed: ("assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide")[];
      answeredAt: string | null;
      appeal: string | null;
      appealOpen: boolean;
      clerk: {
        name: string;
        username: string;
      } | null;
      closedAt: string | null;
      contacted: boolean | null;
      day: string | null;
      dueDay: string | null;
      id: string;
      justified: boolean | null;
      /** @enum {string} */
      kind: "bad-rating" | "not-done";
      level: number | null;
      matter: string | null;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      number: string | null;
      openedAt: string | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string;
      } | null;
      phone: string | null;
      queue: string | null;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      reasons: string[];
      resolution: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "answered" | "closed";
      steps: {
        /** @enum {string} */
        act: "open" | "assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide" | "ask-again";
        /** Format: date-time */
        at: string;
        by: {
          name: string;
          username: string;
        } | null;
        note: string | null;
      }[];
      text: string | null;
      window: number | null;
    };
    CaseWithStepsInput: {
      aboutMe: boolean;
      allowed: ("assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide")[];
      answeredAt: string | null;
      appeal: string | null;
      appealOpen: boolean;
      clerk: {
        name: string;
        username: string;
      } | null;
      closedAt: string | null;
      contacted: boolean | null;
      day: string | null;
      dueDay: string | null;
      id: string;
      justified: boolean | null;
      /** @enum {string} */
      kind: "bad-rating" | "not-done";
      level: number | null;
      matter: string | null;
      matterName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      number: string | null;
      openedAt: string | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string;
      } | null;
      phone: string | null;
      queue: string | null;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      reasons: string[];
      resolution: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "answered" | "closed";
      steps: {
        /** @enum {string} */
        act: "open" | "assign" | "begin" | "note" | "answer" | "close" | "reopen" | "appeal" | "decide" | "ask-again";
        /** Format: date-time */
        at: string;
        by: {
          name: string;
          username: string;
        } | null;
        note: string | null;
      }[];
      text: string | null;
      window: number | null;
    };
    Catalogue: {
      departments: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      directions: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        stages: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
      }[];
      matters: components["schemas"]["Matter"][];
      packages: components["schemas"]["Package"][];
      source?: string;
    };
    CatalogueInput: {
      departments: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      directions: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        stages: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
      }[];
      matters: components["schemas"]["MatterInput"][];
      packages: components["schemas"]["PackageInput"][];
      source?: string;
    };
    CatalogueRenewal: {
      departments: {
        added: string[];
        changed: string[];
      };
      directions: {
        added: string[];
        changed: string[];
      };
      matters: {
        added: string[];
        changed: string[];
        retired: string[];
      };
      packages: {
        added: {
          code: string;
          validFrom: string;
          version: number;
        }[];
        ended: string[];
        reworded: string[];
        unchanged: number;
      };
    };
    CatalogueRenewalInput: {
      departments: {
        added: string[];
        changed: string[];
      };
      directions: {
        added: string[];
        changed: string[];
      };
      matters: {
        added: string[];
        changed: string[];
        retired: string[];
      };
      packages: {
        added: {
          code: string;
          validFrom: string;
          version: number;
        }[];
        ended: string[];
        reworded: string[];
        unchanged: number;
      };
    };
    Category: {
      /** @default true */
      atKiosk: boolean;
      code: string;
      /** @default 0 */
      creditMinutes: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    CategoryInput: {
      /** @default true */
      atKiosk?: boolean;
      code: string;
      /** @default 0 */
      creditMinutes?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    ChangeAppointment: {
      /** @enum {string} */
      language?: "zh-Hans" | "zh-Hant" | "en";
      slot?: unknown;
    };
    ChangeAppointmentInput: {
      /** @enum {string} */
      language?: "zh-Hans" | "zh-Hant" | "en";
      /** Format: date-time */
      slot?: string;
    };
    CheckInRemote: {
      phone: string;
    };
    CheckInRemoteInput: {
      phone: string;
    };
    ClerkDay: {
      handlingSeconds: number | null;
      served: number;
    };
    ClerkDayInput: {
      handlingSeconds: number | null;
      served: number;
    };
    Client: {
      active: boolean;
      code: string;
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      kind: "firm" | "project" | "person";
      name: string;
      phone: string | null;
      steward: {
        name: string;
        username: string;
      };
    };
    ClientChange: {
      active?: boolean;
      /** @enum {string} */
      kind?: "firm" | "project" | "person";
      name?: string;
      phone?: string | null;
      steward?: string;
    };
    ClientChangeInput: {
      active?: boolean;
      /** @enum {string} */
      kind?: "firm" | "project" | "person";
      name?: string;
      phone?: string | null;
      steward?: string;
    };
    ClientImport: {
      /** @default false */
      check: boolean;
      clients: unknown[];
    };
    ClientImported: {
      added: number;
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
    };
    ClientImportedInput: {
      added: number;
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
    };
    ClientImportInput: {
      /** @default false */
      check?: boolean;
      clients: unknown[];
    };
    ClientInput: {
      active: boolean;
      code: string;
      /** Format: date-time */
      createdAt: string;
      /** @enum {string} */
      kind: "firm" | "project" | "person";
      name: string;
      phone: string | null;
      steward: {
        name: string;
        username: string;
      };
    };
    ClientList: {
      clients: components["schemas"]["Client"][];
      total: number;
    };
    ClientListInput: {
      clients: components["schemas"]["ClientInput"][];
      total: number;
    };
    ClientVisit: {
      client: string;
      code: string;
      /** @enum {string} */
      kind: "firm" | "project" | "person";
      number: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      /** Format: date-time */
      takenAt: string;
      window: number | null;
    };
    ClientVisitInput: {
      client: string;
      code: string;
      /** @enum {string} */
      kind: "firm" | "project" | "person";
      number: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      /** Format: date-time */
      takenAt: string;
      window: number | null;
    };
    Colleague: {
      name: string;
      username: string;
    };
    ColleagueInput: {
      name: string;
      username: string;
    };
    Combinations: {
      /** Format: date */
      from: string;
      rows: {
        added: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        changed: number;
        dropped: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        package: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        } | null;
        packages: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        tickets: number;
      }[];
      tickets: number;
      /** Format: date */
      to: string;
    };
    CombinationsInput: {
      /** Format: date */
      from: string;
      rows: {
        added: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        changed: number;
        dropped: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        package: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        } | null;
        packages: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        tickets: number;
      }[];
      tickets: number;
      /** Format: date */
      to: string;
    };
    Companion: {
      name: string;
      number: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      username: string;
      window: number | null;
    };
    CompanionChange: {
      username: string | null;
    };
    CompanionChangeInput: {
      username: string | null;
    };
    CompanionInput: {
      name: string;
      number: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      username: string;
      window: number | null;
    };
    Consultation: {
      matter?: string;
      queue?: string;
      window?: number;
      zone?: string;
    };
    ConsultationInput: {
      matter?: string;
      queue?: string;
      window?: number;
      zone?: string;
    };
    Consulted: {
      /** Format: date-time */
      at: string;
      id: string;
      today: number;
      /** Format: date-time */
      undoUntil: string;
    };
    ConsultedInput: {
      /** Format: date-time */
      at: string;
      id: string;
      today: number;
      /** Format: date-time */
      undoUntil: string;
    };
    DailyReport: {
      /** Format: date-time */
      at: string;
      clerks: {
        called: number;
        clerk: string;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        handling: components["schemas"]["Spread"];
        missed: number;
        name: string;
        noShow: components["schemas"]["Rate"];
        openSeconds: number;
        pausedSeconds: number;
        ratings: {
          bad: components["schemas"]["Rate"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["Rate"];
          served: number;
          unrated: number;
        };
        recalls: number;
        utilisation: components["schemas"]["Rate"];
        wait: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      }[];
      days: {
        abandonment: components["schemas"]["Rate"];
        called: number;
        cancelled: number;
        /** Format: date */
        day: string;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        expired: number;
        handling: components["schemas"]["Spread"];
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["Rate"];
        outOfOrder: components["schemas"]["Rate"];
        peaks: {
          called: components["schemas"]["Peak"];
          done: components["schemas"]["Peak"];
          taken: components["schemas"]["Peak"];
        };
        ratings: {
          bad: components["schemas"]["Rate"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["Rate"];
          served: number;
          unrated: number;
        };
        reconciliation: {
          accounted: number;
          disagreeing: number;
          numbersGiven: number;
          ok: boolean | null;
          taken: number;
        };
        referred: number;
        serviceLevel: components["schemas"]["Rate"];
        stillOpen: number;
        taken: number;
        transfersToFront: number;
        visit: components["schemas"]["Spread"];
        wait: components["schemas"]["Spread"];
        waitAgain: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      }[];
      definitions: {
        term: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        text: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      duty: {
        abandonment: components["schemas"]["Rate"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        expired: number;
        handling: components["schemas"]["Spread"];
        /** @enum {string} */
        kind: "regular" | "noon-duty" | "evening" | "weekend-duty" | "outside";
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["Rate"];
        referred: number;
        serviceLevel: components["schemas"]["Rate"];
        stillOpen: number;
        taken: number;
        visit: components["schemas"]["Spread"];
        wait: components["schemas"]["Spread"];
        waitAgain: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      }[];
      estimates: {
        /** @enum {string} */
        ahead: "0" | "1-2" | "3-5" | "6-10" | "11+";
        count: number;
        meanAbsoluteError: number | null;
        withinP90: components["schemas"]["Rate"];
      }[];
      faults: {
        /** Format: date */
        day: string;
        text: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      /** Format: date */
      from: string;
      hall: string;
      hours: {
        abandonment: components["schemas"]["Rate"];
        called: number;
        callsInHour: number;
        cancelled: number;
        done: number;
        doneInHour: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        expired: number;
        handling: components["schemas"]["Spread"];
        hour: string;
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["Rate"];
        referred: number;
        serviceLevel: components["schemas"]["Rate"];
        stillOpen: number;
        taken: number;
        visit: components["schemas"]["Spread"];
        wait: components["schemas"]["Spread"];
        waitAgain: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      }[];
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      ok: boolean | null;
      outOfOrder: {
        /** Format: date-time */
        at: string;
        clerk: string | null;
        /** Format: date */
        day: string;
        /** @enum {string} */
        kind: "call" | "front";
        label?: string;
        number: string;
        queue: string;
        reason: string | null;
        window: number | null;
      }[];
      outOfOrderNotListed: number;
      packages: {
        abandonment: components["schemas"]["Rate"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        expired: number;
        handling: components["schemas"]["Spread"];
        missed: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        neverCalled: number;
        noShow: components["schemas"]["Rate"];
        package: string | null;
        referred: number;
        serviceLevel: components["schemas"]["Rate"];
        stillOpen: number;
        taken: number;
        visit: components["schemas"]["Spread"];
        wait: components["schemas"]["Spread"];
        waitAgain: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      }[];
      queues: {
        abandonment: components["schemas"]["Rate"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        expired: number;
        handling: components["schemas"]["Spread"];
        missed: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        neverCalled: number;
        noShow: components["schemas"]["Rate"];
        peak: components["schemas"]["Peak"];
        prefix: string;
        queue: string;
        ratings: {
          bad: components["schemas"]["Rate"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["Rate"];
          served: number;
          unrated: number;
        };
        reconciled: boolean;
        referred: number;
        serviceLevel: components["schemas"]["Rate"];
        serviceLevelSeconds: number;
        standards: {
          seconds: number;
          steps: number;
        }[];
        stillOpen: number;
        taken: number;
        transferredIn: number;
        transferredOut: number;
        wait: components["schemas"]["Spread"];
        waitAgain: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      }[];
      services: {
        agentFiles: number;
        agentVisits: number;
        clients: {
          code: string;
          done: number;
          files: number;
          /** @enum {string} */
          kind: "firm" | "project" | "person";
          name: string;
          steward: string;
          stewardName: string;
          visits: number;
        }[];
        files: number;
        regions: {
          done: number;
          files: number;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          } | null;
          region: string | null;
          visits: number;
        }[];
        visits: number;
      } | null;
      timezone: string;
      /** Format: date */
      to: string;
      total: {
        abandonment: components["schemas"]["Rate"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        expired: number;
        handling: components["schemas"]["Spread"];
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["Rate"];
        outOfOrder: components["schemas"]["Rate"];
        peaks: {
          called: components["schemas"]["Peak"];
          done: components["schemas"]["Peak"];
          taken: components["schemas"]["Peak"];
        };
        ratings: {
          bad: components["schemas"]["Rate"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["Rate"];
          served: number;
          unrated: number;
        };
        reconciliation: {
          accounted: number;
          disagreeing: number;
          numbersGiven: number;
          ok: boolean | null;
          taken: number;
        };
        referred: number;
        serviceLevel: components["schemas"]["Rate"];
        stillOpen: number;
        taken: number;
        transfersToFront: number;
        visit: components["schemas"]["Spread"];
        wait: components["schemas"]["Spread"];
        waitAgain: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
      };
      windows: {
        called: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["Rate"];
        handling: components["schemas"]["Spread"];
        label?: string;
        missed: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        noShow: components["schemas"]["Rate"];
        openSeconds: number;
        pausedSeconds: number;
        ratings: {
          bad: components["schemas"]["Rate"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["Rate"];
          served: number;
          unrated: number;
        };
        recalls: number;
        utilisation: components["schemas"]["Rate"];
        wait: components["schemas"]["Spread"];
        walk: components["schemas"]["Spread"];
        window: number;
      }[];
    };
    DailyReportInput: {
      /** Format: date-time */
      at: string;
      clerks: {
        called: number;
        clerk: string;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        handling: components["schemas"]["SpreadInput"];
        missed: number;
        name: string;
        noShow: components["schemas"]["RateInput"];
        openSeconds: number;
        pausedSeconds: number;
        ratings: {
          bad: components["schemas"]["RateInput"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["RateInput"];
          served: number;
          unrated: number;
        };
        recalls: number;
        utilisation: components["schemas"]["RateInput"];
        wait: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      }[];
      days: {
        abandonment: components["schemas"]["RateInput"];
        called: number;
        cancelled: number;
        /** Format: date */
        day: string;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        expired: number;
        handling: components["schemas"]["SpreadInput"];
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["RateInput"];
        outOfOrder: components["schemas"]["RateInput"];
        peaks: {
          called: components["schemas"]["PeakInput"];
          done: components["schemas"]["PeakInput"];
          taken: components["schemas"]["PeakInput"];
        };
        ratings: {
          bad: components["schemas"]["RateInput"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["RateInput"];
          served: number;
          unrated: number;
        };
        reconciliation: {
          accounted: number;
          disagreeing: number;
          numbersGiven: number;
          ok: boolean | null;
          taken: number;
        };
        referred: number;
        serviceLevel: components["schemas"]["RateInput"];
        stillOpen: number;
        taken: number;
        transfersToFront: number;
        visit: components["schemas"]["SpreadInput"];
        wait: components["schemas"]["SpreadInput"];
        waitAgain: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      }[];
      definitions: {
        term: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        text: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      duty: {
        abandonment: components["schemas"]["RateInput"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        expired: number;
        handling: components["schemas"]["SpreadInput"];
        /** @enum {string} */
        kind: "regular" | "noon-duty" | "evening" | "weekend-duty" | "outside";
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["RateInput"];
        referred: number;
        serviceLevel: components["schemas"]["RateInput"];
        stillOpen: number;
        taken: number;
        visit: components["schemas"]["SpreadInput"];
        wait: components["schemas"]["SpreadInput"];
        waitAgain: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      }[];
      estimates: {
        /** @enum {string} */
        ahead: "0" | "1-2" | "3-5" | "6-10" | "11+";
        count: number;
        meanAbsoluteError: number | null;
        withinP90: components["schemas"]["RateInput"];
      }[];
      faults: {
        /** Format: date */
        day: string;
        text: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      /** Format: date */
      from: string;
      hall: string;
      hours: {
        abandonment: components["schemas"]["RateInput"];
        called: number;
        callsInHour: number;
        cancelled: number;
        done: number;
        doneInHour: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        expired: number;
        handling: components["schemas"]["SpreadInput"];
        hour: string;
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["RateInput"];
        referred: number;
        serviceLevel: components["schemas"]["RateInput"];
        stillOpen: number;
        taken: number;
        visit: components["schemas"]["SpreadInput"];
        wait: components["schemas"]["SpreadInput"];
        waitAgain: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      }[];
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      ok: boolean | null;
      outOfOrder: {
        /** Format: date-time */
        at: string;
        clerk: string | null;
        /** Format: date */
        day: string;
        /** @enum {string} */
        kind: "call" | "front";
        label?: string;
        number: string;
        queue: string;
        reason: string | null;
        window: number | null;
      }[];
      outOfOrderNotListed: number;
      packages: {
        abandonment: components["schemas"]["RateInput"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        expired: number;
        handling: components["schemas"]["SpreadInput"];
        missed: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        neverCalled: number;
        noShow: components["schemas"]["RateInput"];
        package: string | null;
        referred: number;
        serviceLevel: components["schemas"]["RateInput"];
        stillOpen: number;
        taken: number;
        visit: components["schemas"]["SpreadInput"];
        wait: components["schemas"]["SpreadInput"];
        waitAgain: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      }[];
      queues: {
        abandonment: components["schemas"]["RateInput"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        expired: number;
        handling: components["schemas"]["SpreadInput"];
        missed: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        neverCalled: number;
        noShow: components["schemas"]["RateInput"];
        peak: components["schemas"]["PeakInput"];
        prefix: string;
        queue: string;
        ratings: {
          bad: components["schemas"]["RateInput"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["RateInput"];
          served: number;
          unrated: number;
        };
        reconciled: boolean;
        referred: number;
        serviceLevel: components["schemas"]["RateInput"];
        serviceLevelSeconds: number;
        standards: {
          seconds: number;
          steps: number;
        }[];
        stillOpen: number;
        taken: number;
        transferredIn: number;
        transferredOut: number;
        wait: components["schemas"]["SpreadInput"];
        waitAgain: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      }[];
      services: {
        agentFiles: number;
        agentVisits: number;
        clients: {
          code: string;
          done: number;
          files: number;
          /** @enum {string} */
          kind: "firm" | "project" | "person";
          name: string;
          steward: string;
          stewardName: string;
          visits: number;
        }[];
        files: number;
        regions: {
          done: number;
          files: number;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          } | null;
          region: string | null;
          visits: number;
        }[];
        visits: number;
      } | null;
      timezone: string;
      /** Format: date */
      to: string;
      total: {
        abandonment: components["schemas"]["RateInput"];
        called: number;
        cancelled: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        expired: number;
        handling: components["schemas"]["SpreadInput"];
        missed: number;
        neverCalled: number;
        noShow: components["schemas"]["RateInput"];
        outOfOrder: components["schemas"]["RateInput"];
        peaks: {
          called: components["schemas"]["PeakInput"];
          done: components["schemas"]["PeakInput"];
          taken: components["schemas"]["PeakInput"];
        };
        ratings: {
          bad: components["schemas"]["RateInput"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["RateInput"];
          served: number;
          unrated: number;
        };
        reconciliation: {
          accounted: number;
          disagreeing: number;
          numbersGiven: number;
          ok: boolean | null;
          taken: number;
        };
        referred: number;
        serviceLevel: components["schemas"]["RateInput"];
        stillOpen: number;
        taken: number;
        transfersToFront: number;
        visit: components["schemas"]["SpreadInput"];
        wait: components["schemas"]["SpreadInput"];
        waitAgain: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
      };
      windows: {
        called: number;
        done: number;
        enteredLater: number;
        estimatedStarts: components["schemas"]["RateInput"];
        handling: components["schemas"]["SpreadInput"];
        label?: string;
        missed: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        noShow: components["schemas"]["RateInput"];
        openSeconds: number;
        pausedSeconds: number;
        ratings: {
          bad: components["schemas"]["RateInput"];
          levels: {
            count: number;
            level: number;
          }[];
          rated: components["schemas"]["RateInput"];
          served: number;
          unrated: number;
        };
        recalls: number;
        utilisation: components["schemas"]["RateInput"];
        wait: components["schemas"]["SpreadInput"];
        walk: components["schemas"]["SpreadInput"];
        window: number;
      }[];
    };
    DayClosed: {
      /** Format: date */
      day: string;
      expired: number;
      windowsClosed: number;
    };
    DayClosedInput: {
      /** Format: date */
      day: string;
      expired: number;
      windowsClosed: number;
    };
    DayReopened: {
      /** Format: date */
      day: string;
      tickets: number;
      windows: number;
    };
    DayReopenedInput: {
      /** Format: date */
      day: string;
      tickets: number;
      windows: number;
    };
    Device: {
      expiresAt: string | null;
      hall: string;
      id: string;
      /** @enum {string} */
      kind: "kiosk" | "display" | "rating" | "keypad";
      lastSeenAt: string | null;
      /** @default null */
      movedAt: string | null;
      name: string;
      paired: boolean;
      /** @default {} */
      settings: components["schemas"]["DeviceSettings"];
      window: number | null;
      zone: string | null;
    };
    DeviceHealth: {
      /** @enum {string} */
      audio?: "ok" | "blocked" | "failed";
      detail?: string;
      online?: boolean;
      /** @enum {string} */
      paper?: "ok" | "low" | "out";
      printer?: string;
      screen?: components["schemas"]["ScreenFacts"];
    };
    DeviceHealthInput: {
      /** @enum {string} */
      audio?: "ok" | "blocked" | "failed";
      detail?: string;
      online?: boolean;
      /** @enum {string} */
      paper?: "ok" | "low" | "out";
      printer?: string;
      screen?: components["schemas"]["ScreenFactsInput"];
    };
    DeviceInput: {
      expiresAt: string | null;
      hall: string;
      id: string;
      /** @enum {string} */
      kind: "kiosk" | "display" | "rating" | "keypad";
      lastSeenAt: string | null;
      /** @default null */
      movedAt?: string | null;
      name: string;
      paired: boolean;
      /** @default {} */
      settings?: components["schemas"]["DeviceSettingsInput"];
      window: number | null;
      zone: string | null;
    };
    DeviceSettings: {
      printer?: components["schemas"]["Printer"] | null;
      screenTimes?: ({
        /** @constant */
        by: "always";
      } | {
        /** @constant */
        by: "times";
        off: string;
        on: string;
      } | {
        after: number;
        before: number;
        /** @constant */
        by: "hours";
      }) | null;
      ticketsAMinute?: number | null;
    };
    DeviceSettingsInput: {
      printer?: components["schemas"]["PrinterInput"] | null;
      screenTimes?: ({
        /** @constant */
        by: "always";
      } | {
        /** @constant */
        by: "times";
        off: string;
        on: string;
      } | {
        after: number;
        before: number;
        /** @constant */
        by: "hours";
      }) | null;
      ticketsAMinute?: number | null;
    };
    DrawnSlip: {
      svg: string;
    };
    DrawnSlipInput: {
      svg: string;
    };
    ErasePerson: {
      /** @default false */
      cancelOpen: boolean;
      idNumber?: string;
      phone?: string;
    };
    ErasePersonInput: {
      /** @default false */
      cancelOpen?: boolean;
      idNumber?: string;
      phone?: string;
    };
    EstimateQuality: {
      all: {
        bias: number | null;
        count: number;
        error: number | null;
        pinball: number | null;
        skill: number | null;
        within: number;
        withinOf: number;
      };
      byAhead: {
        bias: number | null;
        count: number;
        error: number | null;
        from: number;
        pinball: number | null;
        skill: number | null;
        to: number | null;
        within: number;
        withinOf: number;
      }[];
      byHalfHour: {
        bias: number | null;
        count: number;
        error: number | null;
        pinball: number | null;
        skill: number | null;
        time: string;
        within: number;
        withinOf: number;
      }[];
      byMoment: {
        bias: number | null;
        count: number;
        error: number | null;
        mark: number | null;
        pinball: number | null;
        skill: number | null;
        within: number;
        withinOf: number;
      }[];
      byQueue: {
        bias: number | null;
        count: number;
        error: number | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        pinball: number | null;
        queue: string;
        skill: number | null;
        within: number;
        withinOf: number;
      }[];
      /** Format: date */
      from: string;
      groups: {
        count: number;
        said: number;
        seen: number;
      }[];
      hall: string;
      markedDays: components["schemas"]["MarkedDay"][];
      pace: {
        errors: {
          error: number;
          gamma: number;
        }[];
        fittedTo: string | null;
        gamma: number;
        tickets: number;
      };
      reliability: {
        claimed: number;
        observed: number | null;
      }[];
      /** Format: date */
      to: string;
      worst: {
        ahead: number;
        /** Format: date-time */
        at: string;
        /** @enum {string} */
        cause: "cleared" | "transfer" | "window-closed" | "no-call" | "unknown";
        /** Format: date */
        day: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        p50: number;
        p90: number;
        queue: string;
        wait: number;
      }[];
    };
    EstimateQualityInput: {
      all: {
        bias: number | null;
        count: number;
        error: number | null;
        pinball: number | null;
        skill: number | null;
        within: number;
        withinOf: number;
      };
      byAhead: {
        bias: number | null;
        count: number;
        error: number | null;
        from: number;
        pinball: number | null;
        skill: number | null;
        to: number | null;
        within: number;
        withinOf: number;
      }[];
      byHalfHour: {
        bias: number | null;
        count: number;
        error: number | null;
        pinball: number | null;
        skill: number | null;
        time: string;
        within: number;
        withinOf: number;
      }[];
      byMoment: {
        bias: number | null;
        count: number;
        error: number | null;
        mark: number | null;
        pinball: number | null;
        skill: number | null;
        within: number;
        withinOf: number;
      }[];
      byQueue: {
        bias: number | null;
        count: number;
        error: number | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        pinball: number | null;
        queue: string;
        skill: number | null;
        within: number;
        withinOf: number;
      }[];
      /** Format: date */
      from: string;
      groups: {
        count: number;
        said: number;
        seen: number;
      }[];
      hall: string;
      markedDays: components["schemas"]["MarkedDayInput"][];
      pace: {
        errors: {
          error: number;
          gamma: number;
        }[];
        fittedTo: string | null;
        gamma: number;
        tickets: number;
      };
      reliability: {
        claimed: number;
        observed: number | null;
      }[];
      /** Format: date */
      to: string;
      worst: {
        ahead: number;
        /** Format: date-time */
        at: string;
        /** @enum {string} */
        cause: "cleared" | "transfer" | "window-closed" | "no-call" | "unknown";
        /** Format: date */
        day: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        p50: number;
        p90: number;
        queue: string;
        wait: number;
      }[];
    };
    EventEntry: {
      actor: string;
      /** Format: date-time */
      at: string;
      command: string;
      data: {
        [key: string]: unknown;
      };
      people: {
        [key: string]: string;
      };
      step: number | null;
      ticket: string | null;
      version: number;
      window: number | null;
    };
    EventEntryInput: {
      actor: string;
      /** Format: date-time */
      at: string;
      command: string;
      data: {
        [key: string]: unknown;
      };
      people: {
        [key: string]: string;
      };
      step: number | null;
      ticket: string | null;
      version: number;
      window: number | null;
    };
    EventFeed: {
      items: components["schemas"]["HallEvent"][];
      more: boolean;
      next: number;
    };
    EventFeedInput: {
      items: components["schemas"]["HallEventInput"][];
      more: boolean;
      next: number;
    };
    FilesChange: {
      files: number;
    };
    FilesChangeInput: {
      files: number;
    };
    FindPerson: {
      idNumber?: string;
      phone?: string;
    };
    FindPersonInput: {
      idNumber?: string;
      phone?: string;
    };
    FinishedTicket: {
      next: components["schemas"]["NextPlace"] | null;
      number: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
    };
    FinishedTicketInput: {
      next: components["schemas"]["NextPlaceInput"] | null;
      number: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
    };
    Follow: {
      behind: boolean;
      differs: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      follows: string | null;
      newestRevision: number | null;
      parts: ("departments" | "matters" | "packages" | "texts" | "queues")[] | unknown[];
      takenRevision: number | null;
    };
    FollowInput: {
      behind: boolean;
      differs: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      follows: string | null;
      newestRevision: number | null;
      parts: ("departments" | "matters" | "packages" | "texts" | "queues")[] | unknown[];
      takenRevision: number | null;
    };
    FollowWish: {
      hall: string | null;
      parts?: ("departments" | "matters" | "packages" | "texts" | "queues")[];
    };
    FollowWishInput: {
      hall: string | null;
      parts?: ("departments" | "matters" | "packages" | "texts" | "queues")[];
    };
    FoundTicket: {
      byAppointment: boolean;
      category: string;
      companion: {
        name: string;
        username: string;
      } | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      steps: {
        items: {
          code: string;
          done: boolean | null;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @enum {string} */
        status: "blocked" | "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
        window: number | null;
      }[];
      /** Format: date-time */
      takenAt: string;
    };
    FoundTicketInput: {
      byAppointment: boolean;
      category: string;
      companion: {
        name: string;
        username: string;
      } | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      steps: {
        items: {
          code: string;
          done: boolean | null;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @enum {string} */
        status: "blocked" | "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
        window: number | null;
      }[];
      /** Format: date-time */
      takenAt: string;
    };
    FoundTickets: {
      tickets: components["schemas"]["FoundTicket"][];
      total: number;
    };
    FoundTicketsInput: {
      tickets: components["schemas"]["FoundTicketInput"][];
      total: number;
    };
    Hall: {
      accent?: string;
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      categories: components["schemas"]["Category"][];
      code: string;
      day: string;
      /** @default [] */
      duty: {
        /** @enum {string} */
        kind: "noon-duty" | "evening" | "weekend-duty";
        queues: string[];
        windows: number[];
      }[];
      /** @default true */
      enforceHours: boolean;
      /** @default [] */
      hours: {
        days: number[];
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      logo: string | null;
      lon?: number;
      /** @default [] */
      media: {
        file: string;
        /** Format: date-time */
        from?: string;
        name: string;
        /** @default 10 */
        seconds: number;
        /** Format: date-time */
        to?: string;
        zones?: string[];
      }[];
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      nextOpening: string | null;
      /** @default [] */
      notices: {
        en?: string;
        /** Format: date-time */
        from?: string;
        /** Format: date-time */
        to?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
        zones?: string[];
      }[];
      open: boolean;
      openings: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      }[];
      parent?: string;
      publicUrl: string | null;
      queues: {
        appointmentKinds?: ("window" | "telephone" | "video")[];
        appointmentLink?: string;
        category?: string;
        code: string;
        dailyQuota?: number;
        hours?: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        prefix: string;
        quotas?: {
          from: string;
          tickets: number;
          to: string;
        }[];
        /** @default 15 */
        serviceLevelMinutes: number;
        slotCapacity?: number;
        slotMinutes?: number;
        windows: number[];
        zones: string[];
      }[];
      /** @default [] */
      regions: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      settings: {
        /**
        * @default [
        *       "zh-Hans"
        *     ]
        */
        announceLanguages: ("zh-Hans" | "en" | "yue" | "nan")[];
        /** @default 14 */
        appointmentDaysAhead: number;
        /** @default true */
        bookingNeedsContact: boolean;
        /** @default 15 */
        callsStillMinutes: number;
        /** @default green */
        clientCategory: string;
        /** @default false */
        clientsAtKiosk: boolean;
        /** @default 180 */
        deviceUnseenDays: number;
        /** @default 90 */
        eraseAfterDays: number;
        /** @default null */
        eraseTextsAfterDays: number | null;
        /** @default 10 */
        graceMinutes: number;
        /** @default 60 */
        kioskTicketsAMinute: number;
        /** @default 0 */
        lastTicketMinutes: number;
        /** @default 1 */
        lateEntryDays: number;
        /** @default 60 */
        longInHandMinutes: number;
        /** @default 2 */
        noShowMinCalls: number;
        /** @default 20 */
        noShowMinSeconds: number;
        /** @default false */
        noShowOnNext: boolean;
        /** @default 60 */
        paperAfterSeconds: number;
        /** @default false */
        parking: boolean;
        /** @default 10 */
        penaltyMinutes: number;
        /** @default 3 */
        personOpenTickets: number;
        /** @default 10 */
        personTicketsADay: number;
        /** @default [] */
        popular: string[];
        /** @default 5 */
        ratingDueWorkingDays: number;
        /** @default 100 */
        remoteADay: number;
        /** @default 10 */
        remoteAHalfHour: number;
        /** @default 2 */
        remoteAPerson: number;
        /** @default 60 */
        remoteArriveMinutes: number;
        /** @default false */
        remoteTickets: boolean;
        /** @default 5 */
        returnMinutes: number;
        /**
        * @default {
        *       "by": "always"
        *     }
        */
        screenTimes: {
          /** @constant */
          by: "always";
        } | {
          /** @constant */
          by: "times";
          off: string;
          on: string;
        } | {
          after: number;
          before: number;
          /** @constant */
          by: "hours";
        };
        /** @default 10 */
        seniorityMinutes: number;
        /** @default true */
        showStaffNumber: boolean;
        /** @default false */
        showStaffPhoto: boolean;
        /** @default 0 */
        staffPlacesPercent: number;
        /** @default  */
        telephone: string;
        /** @default 30 */
        undoSeconds: number;
      };
      setup: number;
      timezone: string;
      version: number;
      windows: {
        /** @constant */
        forRegions?: true;
        label?: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: number;
        serves: {
          /** @default 0 */
          handicapMinutes: number;
          queue: string;
        }[];
        /** @enum {string} */
        status: "closed" | "open" | "paused";
        zone: string;
      }[];
      zones: components["schemas"]["Zone"][];
    };
    HallChange: {
      categories?: {
        atKiosk?: boolean;
        code: string;
        creditMinutes?: number;
        name?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      enforceHours?: boolean;
      hours?: {
        days: number[];
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      matters?: {
        aliases?: string[];
        code: string;
        papers?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        }[];
      }[];
      media?: {
        file: string;
        /** Format: date-time */
        from?: string;
        name: string;
        /** @default 10 */
        seconds: number;
        /** Format: date-time */
        to?: string;
        zones?: string[];
      }[];
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      notices?: {
        en?: string;
        /** Format: date-time */
        from?: string;
        /** Format: date-time */
        to?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
        zones?: string[];
      }[];
      packages?: {
        aliases?: string[];
        code: string;
        guide?: string | null;
        papers?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        }[];
        version: number;
      }[];
      queues?: components["schemas"]["QueueChange"][];
      settings?: {
        announceLanguages?: ("zh-Hans" | "en" | "yue" | "nan")[];
        appointmentDaysAhead?: number;
        bookingNeedsContact?: boolean;
        callsStillMinutes?: number;
        clientCategory?: string;
        clientsAtKiosk?: boolean;
        deviceUnseenDays?: number;
        eraseAfterDays?: number;
        eraseTextsAfterDays?: number | null;
        graceMinutes?: number;
        kioskTicketsAMinute?: number;
        lastTicketMinutes?: number;
        lateEntryDays?: number;
        longInHandMinutes?: number;
        noShowMinCalls?: number;
        noShowMinSeconds?: number;
        noShowOnNext?: boolean;
        paperAfterSeconds?: number;
        parking?: boolean;
        penaltyMinutes?: number;
        personOpenTickets?: number;
        personTicketsADay?: number;
        popular?: string[];
        ratingDueWorkingDays?: number;
        remoteADay?: number;
        remoteAHalfHour?: number;
        remoteAPerson?: number;
        remoteArriveMinutes?: number;
        remoteTickets?: boolean;
        returnMinutes?: number;
        screenTimes?: {
          /** @constant */
          by: "always";
        } | {
          /** @constant */
          by: "times";
          off: string;
          on: string;
        } | {
          after: number;
          before: number;
          /** @constant */
          by: "hours";
        };
        seniorityMinutes?: number;
        showStaffNumber?: boolean;
        showStaffPhoto?: boolean;
        staffPlacesPercent?: number;
        telephone?: string;
        undoSeconds?: number;
      };
      windows?: components["schemas"]["WindowChange"][];
      zones?: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
    };
    HallChangeInput: {
      categories?: {
        atKiosk?: boolean;
        code: string;
        creditMinutes?: number;
        name?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      enforceHours?: boolean;
      hours?: {
        days: number[];
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      matters?: {
        aliases?: string[];
        code: string;
        papers?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        }[];
      }[];
      media?: {
        file: string;
        /** Format: date-time */
        from?: string;
        name: string;
        /** @default 10 */
        seconds?: number;
        /** Format: date-time */
        to?: string;
        zones?: string[];
      }[];
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      notices?: {
        en?: string;
        /** Format: date-time */
        from?: string;
        /** Format: date-time */
        to?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
        zones?: string[];
      }[];
      packages?: {
        aliases?: string[];
        code: string;
        guide?: string | null;
        papers?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        }[];
        version: number;
      }[];
      queues?: components["schemas"]["QueueChangeInput"][];
      settings?: {
        announceLanguages?: ("zh-Hans" | "en" | "yue" | "nan")[];
        appointmentDaysAhead?: number;
        bookingNeedsContact?: boolean;
        callsStillMinutes?: number;
        clientCategory?: string;
        clientsAtKiosk?: boolean;
        deviceUnseenDays?: number;
        eraseAfterDays?: number;
        eraseTextsAfterDays?: number | null;
        graceMinutes?: number;
        kioskTicketsAMinute?: number;
        lastTicketMinutes?: number;
        lateEntryDays?: number;
        longInHandMinutes?: number;
        noShowMinCalls?: number;
        noShowMinSeconds?: number;
        noShowOnNext?: boolean;
        paperAfterSeconds?: number;
        parking?: boolean;
        penaltyMinutes?: number;
        personOpenTickets?: number;
        personTicketsADay?: number;
        popular?: string[];
        ratingDueWorkingDays?: number;
        remoteADay?: number;
        remoteAHalfHour?: number;
        remoteAPerson?: number;
        remoteArriveMinutes?: number;
        remoteTickets?: boolean;
        returnMinutes?: number;
        screenTimes?: {
          /** @constant */
          by: "always";
        } | {
          /** @constant */
          by: "times";
          off: string;
          on: string;
        } | {
          after: number;
          before: number;
          /** @constant */
          by: "hours";
        };
        seniorityMinutes?: number;
        showStaffNumber?: boolean;
        showStaffPhoto?: boolean;
        staffPlacesPercent?: number;
        telephone?: string;
        undoSeconds?: number;
      };
      windows?: components["schemas"]["WindowChangeInput"][];
      zones?: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
    };
    HallEvent: {
      data: {
        hall: string | null;
        step: {
          position: number;
          queue: string;
        } | null;
        ticket: {
          appointment: string | null;
          day: string;
          id: string;
          language: string;
          number: string;
          /** Format: date-time */
          takenAt: string;
        } | null;
        version: number;
        window: number | null;
      } & {
        [key: string]: unknown;
      };
      id: string;
      /** Format: date-time */
      timestamp: string;
      /** @enum {string} */
      type: "ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening" | "webhook.test";
    };
    HallEventInput: {
      data: {
        hall: string | null;
        step: {
          position: number;
          queue: string;
        } | null;
        ticket: {
          appointment: string | null;
          day: string;
          id: string;
          language: string;
          number: string;
          /** Format: date-time */
          takenAt: string;
        } | null;
        version: number;
        window: number | null;
      } & {
        [key: string]: unknown;
      };
      id: string;
      /** Format: date-time */
      timestamp: string;
      /** @enum {string} */
      type: "ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening" | "webhook.test";
    };
    HallInput: {
      accent?: string;
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      categories: components["schemas"]["CategoryInput"][];
      code: string;
      day: string;
      /** @default [] */
      duty?: {
        /** @enum {string} */
        kind: "noon-duty" | "evening" | "weekend-duty";
        queues: string[];
        windows: number[];
      }[];
      /** @default true */
      enforceHours?: boolean;
      /** @default [] */
      hours?: {
        days: number[];
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      logo: string | null;
      lon?: number;
      /** @default [] */
      media?: {
        file: string;
        /** Format: date-time */
        from?: string;
        name: string;
        /** @default 10 */
        seconds?: number;
        /** Format: date-time */
        to?: string;
        zones?: string[];
      }[];
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      nextOpening: string | null;
      /** @default [] */
      notices?: {
        en?: string;
        /** Format: date-time */
        from?: string;
        /** Format: date-time */
        to?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
        zones?: string[];
      }[];
      open: boolean;
      openings: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      }[];
      parent?: string;
      publicUrl: string | null;
      queues: {
        appointmentKinds?: ("window" | "telephone" | "video")[];
        appointmentLink?: string;
        category?: string;
        code: string;
        dailyQuota?: number;
        hours?: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        prefix: string;
        quotas?: {
          from: string;
          tickets: number;
          to: string;
        }[];
        /** @default 15 */
        serviceLevelMinutes?: number;
        slotCapacity?: number;
        slotMinutes?: number;
        windows: number[];
        zones: string[];
      }[];
      /** @default [] */
      regions?: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      /** @default {} */
      settings?: {
        /**
        * @default [
        *       "zh-Hans"
        *     ]
        */
        announceLanguages?: ("zh-Hans" | "en" | "yue" | "nan")[];
        /** @default 14 */
        appointmentDaysAhead?: number;
        /** @default true */
        bookingNeedsContact?: boolean;
        /** @default 15 */
        callsStillMinutes?: number;
        /** @default green */
        clientCategory?: string;
        /** @default false */
        clientsAtKiosk?: boolean;
        /** @default 180 */
        deviceUnseenDays?: number;
        /** @default 90 */
        eraseAfterDays?: number;
        /** @default null */
        eraseTextsAfterDays?: number | null;
        /** @default 10 */
        graceMinutes?: number;
        /** @default 60 */
        kioskTicketsAMinute?: number;
        /** @default 0 */
        lastTicketMinutes?: number;
        /** @default 1 */
        lateEntryDays?: number;
        /** @default 60 */
        longInHandMinutes?: number;
        /** @default 2 */
        noShowMinCalls?: number;
        /** @default 20 */
        noShowMinSeconds?: number;
        /** @default false */
        noShowOnNext?: boolean;
        /** @default 60 */
        paperAfterSeconds?: number;
        /** @default false */
        parking?: boolean;
        /** @default 10 */
        penaltyMinutes?: number;
        /** @default 3 */
        personOpenTickets?: number;
        /** @default 10 */
        personTicketsADay?: number;
        /** @default [] */
        popular?: string[];
        /** @default 5 */
        ratingDueWorkingDays?: number;
        /** @default 100 */
        remoteADay?: number;
        /** @default 10 */
        remoteAHalfHour?: number;
        /** @default 2 */
        remoteAPerson?: number;
        /** @default 60 */
        remoteArriveMinutes?: number;
        /** @default false */
        remoteTickets?: boolean;
        /** @default 5 */
        returnMinutes?: number;
        /**
        * @default {
        *       "by": "always"
        *     }
        */
        screenTimes?: {
          /** @constant */
          by: "always";
        } | {
          /** @constant */
          by: "times";
          off: string;
          on: string;
        } | {
          after: number;
          before: number;
          /** @constant */
          by: "hours";
        };
        /** @default 10 */
        seniorityMinutes?: number;
        /** @default true */
        showStaffNumber?: boolean;
        /** @default false */
        showStaffPhoto?: boolean;
        /** @default 0 */
        staffPlacesPercent?: number;
        /** @default  */
        telephone?: string;
        /** @default 30 */
        undoSeconds?: number;
      };
      setup: number;
      timezone: string;
      version: number;
      windows: {
        /** @constant */
        forRegions?: true;
        label?: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: number;
        serves: {
          /** @default 0 */
          handicapMinutes?: number;
          queue: string;
        }[];
        /** @enum {string} */
        status: "closed" | "open" | "paused";
        zone: string;
      }[];
      zones: components["schemas"]["ZoneInput"][];
    };
    HallList: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      halls: {
        hall: components["schemas"]["ListedHall"];
        row: number;
      }[];
    };
    HallListInput: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      halls: {
        hall: components["schemas"]["ListedHallInput"];
        row: number;
      }[];
    };
    HallState: {
      alarms: components["schemas"]["Alarm"][];
      /** Format: date-time */
      at: string;
      companions: components["schemas"]["Companion"][];
      day: string;
      hall: string;
      help: components["schemas"]["HelpRing"][];
      open: boolean;
      queues: components["schemas"]["QueueState"][];
      readiness: {
        checks: {
          about: string[];
          /** @enum {string} */
          code: "hours" | "queues" | "windows" | "guides" | "clerk" | "kiosk" | "board" | "sound" | "window";
          count: number;
          done: boolean;
        }[];
        inHours: boolean;
        opened: boolean;
      };
      setup: number;
      totals: {
        cancelled: number;
        done: number;
        expired: number;
        held: number;
        inHand: number;
        missed: number;
        referred: number;
        taken: number;
        waiting: number;
      };
      version: number;
      windows: {
        clerk: string | null;
        clerkName: string | null;
        label?: string;
        number: string | null;
        onDuty: boolean;
        pauseReason: string | null;
        since: string | null;
        /** @enum {string} */
        status: "closed" | "open" | "paused";
        ticketStatus: string | null;
        window: number;
        zone: string;
      }[];
    };
    HallStateInput: {
      alarms: components["schemas"]["AlarmInput"][];
      /** Format: date-time */
      at: string;
      companions: components["schemas"]["CompanionInput"][];
      day: string;
      hall: string;
      help: components["schemas"]["HelpRingInput"][];
      open: boolean;
      queues: components["schemas"]["QueueStateInput"][];
      readiness: {
        checks: {
          about: string[];
          /** @enum {string} */
          code: "hours" | "queues" | "windows" | "guides" | "clerk" | "kiosk" | "board" | "sound" | "window";
          count: number;
          done: boolean;
        }[];
        inHours: boolean;
        opened: boolean;
      };
      setup: number;
      totals: {
        cancelled: number;
        done: number;
        expired: number;
        held: number;
        inHand: number;
        missed: number;
        referred: number;
        taken: number;
        waiting: number;
      };
      version: number;
      windows: {
        clerk: string | null;
        clerkName: string | null;
        label?: string;
        number: string | null;
        onDuty: boolean;
        pauseReason: string | null;
        since: string | null;
        /** @enum {string} */
        status: "closed" | "open" | "paused";
        ticketStatus: string | null;
        window: number;
        zone: string;
      }[];
    };
    HallSummary: {
      code: string;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      timezone: string;
    };
    HallSummaryInput: {
      code: string;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      timezone: string;
    };
    HandleAppointment: {
      /** @enum {string} */
      act?: "start" | "done" | "not-reached";
      link?: string | null;
    };
    HandleAppointmentInput: {
      /** @enum {string} */
      act?: "start" | "done" | "not-reached";
      link?: string | null;
    };
    HelpCall: {
      /** Format: date-time */
      at: string;
      id: string;
      /** @enum {string} */
      status: "ringing" | "taken" | "unanswered" | "withdrawn";
      /** Format: date-time */
      until: string;
    };
    HelpCallInput: {
      /** Format: date-time */
      at: string;
      id: string;
      /** @enum {string} */
      status: "ringing" | "taken" | "unanswered" | "withdrawn";
      /** Format: date-time */
      until: string;
    };
    HelpedTicket: {
      agent: boolean;
      appointment: {
        code: string;
        /** Format: date-time */
        from: string;
      } | null;
      canCancel: boolean;
      canReturn: boolean;
      category: string;
      files: number;
      hall: string;
      id: string;
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      next: components["schemas"]["NextPlace"] | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      referredFrom?: components["schemas"]["OtherTicket"];
      referredTo?: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        telephone?: string;
        token?: string;
      };
      region: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      steps: components["schemas"]["TicketStep"][];
      /** Format: date-time */
      takenAt: string;
      token?: string;
      /** Format: date-time */
      treatedAsCameAt: string;
      version: number;
    };
    HelpedTicketInput: {
      agent: boolean;
      appointment: {
        code: string;
        /** Format: date-time */
        from: string;
      } | null;
      canCancel: boolean;
      canReturn: boolean;
      category: string;
      files: number;
      hall: string;
      id: string;
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      next: components["schemas"]["NextPlaceInput"] | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      referredFrom?: components["schemas"]["OtherTicketInput"];
      referredTo?: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        telephone?: string;
        token?: string;
      };
      region: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      steps: components["schemas"]["TicketStepInput"][];
      /** Format: date-time */
      takenAt: string;
      token?: string;
      /** Format: date-time */
      treatedAsCameAt: string;
      version: number;
    };
    HelpRing: {
      /** Format: date-time */
      at: string;
      device: string;
      id: string;
      /** Format: date-time */
      until: string;
    };
    HelpRingInput: {
      /** Format: date-time */
      at: string;
      device: string;
      id: string;
      /** Format: date-time */
      until: string;
    };
    HolidayPreview: {
      days: {
        before: {
          /** @enum {string} */
          kind: "regular" | "holiday" | "workday" | "special";
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          } | null;
        };
        booked: number;
        /** Format: date */
        day: string;
        /** @enum {string} */
        kind: "regular" | "holiday" | "workday";
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        same: boolean;
        weekday: number;
      }[];
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      years: number[];
    };
    HolidayPreviewInput: {
      days: {
        before: {
          /** @enum {string} */
          kind: "regular" | "holiday" | "workday" | "special";
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          } | null;
        };
        booked: number;
        /** Format: date */
        day: string;
        /** @enum {string} */
        kind: "regular" | "holiday" | "workday";
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        same: boolean;
        weekday: number;
      }[];
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      years: number[];
    };
    HomeVisit: {
      answer: string | null;
      canCancel: boolean;
      /** Format: date-time */
      changedAt: string;
      /** Format: date-time */
      createdAt: string;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      scheduledAt: string | null;
      /** @enum {string} */
      status: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled";
      timezone: string;
      token: string;
    };
    HomeVisitChange: {
      answer?: string;
      note?: string;
      owner?: string;
      scheduledAt?: unknown;
    };
    HomeVisitChangeInput: {
      answer?: string;
      note?: string;
      owner?: string;
      /** Format: date-time */
      scheduledAt?: string;
    };
    HomeVisitInput: {
      answer: string | null;
      canCancel: boolean;
      /** Format: date-time */
      changedAt: string;
      /** Format: date-time */
      createdAt: string;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      scheduledAt: string | null;
      /** @enum {string} */
      status: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled";
      timezone: string;
      token: string;
    };
    HomeVisitList: {
      requests: components["schemas"]["HomeVisitRequest"][];
      total: number;
    };
    HomeVisitListInput: {
      requests: components["schemas"]["HomeVisitRequestInput"][];
      total: number;
    };
    HomeVisitRequest: {
      address: string | null;
      allowed: ("accept" | "schedule" | "finish" | "decline" | "cancel")[];
      answer: string | null;
      /** Format: date-time */
      changedAt: string;
      /** Format: date-time */
      createdAt: string;
      dueDay: string | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      name: string | null;
      note: string | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string;
      } | null;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      phone: string | null;
      scheduledAt: string | null;
      /** @enum {string} */
      status: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled";
      timezone: string;
      wish: string | null;
    };
    HomeVisitRequestInput: {
      address: string | null;
      allowed: ("accept" | "schedule" | "finish" | "decline" | "cancel")[];
      answer: string | null;
      /** Format: date-time */
      changedAt: string;
      /** Format: date-time */
      createdAt: string;
      dueDay: string | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      name: string | null;
      note: string | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string;
      } | null;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      phone: string | null;
      scheduledAt: string | null;
      /** @enum {string} */
      status: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled";
      timezone: string;
      wish: string | null;
    };
    Import: {
      /** Format: date-time */
      at: string;
      by: string | null;
      from: string | null;
      id: string;
      /** @enum {string} */
      kind: "services" | "windows" | "staff" | "tickets";
      removedAt: string | null;
      source: string;
      taken: number;
      to: string | null;
    };
    ImportDone: {
      draft: {
        catalogue: unknown;
        hall: unknown;
        next?: unknown;
        revision: number;
      } | null;
      import: components["schemas"]["Import"];
      leftOut: number;
      people: {
        generated: boolean;
        person: {
          hallRoles?: {
            [key: string]: ("clerk" | "guide" | "manager")[];
          };
          halls: string[];
          name: string;
          number?: string | null;
          password: string;
          roles: ("clerk" | "guide" | "manager" | "admin")[];
          username: string;
        };
        row: number;
      }[] | null;
    };
    ImportDoneInput: {
      draft: {
        catalogue: unknown;
        hall: unknown;
        next?: unknown;
        revision: number;
      } | null;
      import: components["schemas"]["ImportInput"];
      leftOut: number;
      people: {
        generated: boolean;
        person: {
          hallRoles?: {
            [key: string]: ("clerk" | "guide" | "manager")[];
          };
          halls: string[];
          name: string;
          number?: string | null;
          password: string;
          roles: ("clerk" | "guide" | "manager" | "admin")[];
          username: string;
        };
        row: number;
      }[] | null;
    };
    ImportInput: {
      /** Format: date-time */
      at: string;
      by: string | null;
      from: string | null;
      id: string;
      /** @enum {string} */
      kind: "services" | "windows" | "staff" | "tickets";
      removedAt: string | null;
      source: string;
      taken: number;
      to: string | null;
    };
    ImportList: {
      items: components["schemas"]["Import"][];
    };
    ImportListInput: {
      items: components["schemas"]["ImportInput"][];
    };
    ImportMapping: {
      /** @default {} */
      columns: {
        [key: string]: string;
      };
      /** @default {} */
      services: {
        [key: string]: string | "";
      };
    };
    ImportMappingChange: {
      columns: string[];
      /** @enum {string} */
      kind: "services" | "windows" | "staff" | "tickets";
      mapping: components["schemas"]["ImportMapping"];
    };
    ImportMappingChangeInput: {
      columns: string[];
      /** @enum {string} */
      kind: "services" | "windows" | "staff" | "tickets";
      mapping: components["schemas"]["ImportMappingInput"];
    };
    ImportMappingInput: {
      /** @default {} */
      columns?: {
        [key: string]: string;
      };
      /** @default {} */
      services?: {
        [key: string]: string | "";
      };
    };
    ImportPreview: {
      columns: {
        name: string;
        samples: string[];
      }[];
      faultCount: number;
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      /** @enum {string} */
      from: "given" | "kept" | "guessed";
      fromDay: string | null;
      good: number;
      /** @enum {string} */
      kind: "services" | "windows" | "staff" | "tickets";
      leftOut: number;
      mapping: components["schemas"]["ImportMapping"];
      rows: number;
      sample: {
        [key: string]: string;
      }[];
      services: {
        name: string;
        queue: string | null;
        rows: number;
      }[];
      toDay: string | null;
    };
    ImportPreviewInput: {
      columns: {
        name: string;
        samples: string[];
      }[];
      faultCount: number;
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      /** @enum {string} */
      from: "given" | "kept" | "guessed";
      fromDay: string | null;
      good: number;
      /** @enum {string} */
      kind: "services" | "windows" | "staff" | "tickets";
      leftOut: number;
      mapping: components["schemas"]["ImportMappingInput"];
      rows: number;
      sample: {
        [key: string]: string;
      }[];
      services: {
        name: string;
        queue: string | null;
        rows: number;
      }[];
      toDay: string | null;
    };
    Invitation: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      figures: {
        came: number;
        cancelled: number;
        expected: number;
        invited: number;
        missed: number;
        moved: number;
        served: number;
      };
      /** Format: date */
      firstDay: string;
      id: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      /** Format: date */
      lastDay: string;
      message: string;
      title: string;
      what: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    InvitationChange: {
      message?: string;
      title?: string;
    };
    InvitationChangeInput: {
      message?: string;
      title?: string;
    };
    InvitationInput: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      figures: {
        came: number;
        cancelled: number;
        expected: number;
        invited: number;
        missed: number;
        moved: number;
        served: number;
      };
      /** Format: date */
      firstDay: string;
      id: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      /** Format: date */
      lastDay: string;
      message: string;
      title: string;
      what: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    InvitationList: {
      invitations: components["schemas"]["Invitation"][];
      total: number;
    };
    InvitationListInput: {
      invitations: components["schemas"]["InvitationInput"][];
      total: number;
    };
    Invite: {
      /**
      * @default window
      * @enum {string}
      */
      kind: "window" | "telephone" | "video";
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      /** @default  */
      message: string;
      package?: string;
      people: unknown[];
      queue?: string;
      title: string;
      /**
      * @default fault
      * @enum {string}
      */
      whenFull: "fault" | "next-free";
    };
    InvitedFile: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      people: {
        person: components["schemas"]["InvitedRow"];
        row: number;
      }[];
    };
    InvitedFileInput: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      people: {
        person: components["schemas"]["InvitedRowInput"];
        row: number;
      }[];
    };
    InvitedPeople: {
      invitation: components["schemas"]["Invitation"];
      people: {
        affected: ("day-closed" | "closed-then" | "queue-hours" | "queue-retired" | "paused") | null;
        category: string;
        code: string;
        /** Format: date-time */
        createdAt: string;
        createdBy: string;
        /** Format: date */
        day: string;
        endedAt: string | null;
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        id: string;
        invited: boolean;
        /** Format: date-time */
        keptUntil: string;
        /** @enum {string} */
        kind: "window" | "telephone" | "video";
        /** @enum {string} */
        language: "zh-Hans" | "zh-Hant" | "en";
        link: string | null;
        matters: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        moves: number;
        name: string | null;
        number: string | null;
        outcome: ("done" | "not-reached") | null;
        package: string | null;
        packageName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        phone: string | null;
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        served: boolean;
        slot: {
          /** Format: date-time */
          from: string;
          /** Format: date-time */
          to: string;
        };
        startedAt: string | null;
        /** @enum {string} */
        status: "booked" | "checked-in" | "cancelled" | "missed";
        timezone: string;
        told: {
          /** Format: date-time */
          at: string;
          by: string;
        } | null;
        windows: number[];
        zones: string[];
      }[];
    };
    InvitedPeopleInput: {
      invitation: components["schemas"]["InvitationInput"];
      people: {
        affected: ("day-closed" | "closed-then" | "queue-hours" | "queue-retired" | "paused") | null;
        category: string;
        code: string;
        /** Format: date-time */
        createdAt: string;
        createdBy: string;
        /** Format: date */
        day: string;
        endedAt: string | null;
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        id: string;
        invited: boolean;
        /** Format: date-time */
        keptUntil: string;
        /** @enum {string} */
        kind: "window" | "telephone" | "video";
        /** @enum {string} */
        language: "zh-Hans" | "zh-Hant" | "en";
        link: string | null;
        matters: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        moves: number;
        name: string | null;
        number: string | null;
        outcome: ("done" | "not-reached") | null;
        package: string | null;
        packageName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        phone: string | null;
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        served: boolean;
        slot: {
          /** Format: date-time */
          from: string;
          /** Format: date-time */
          to: string;
        };
        startedAt: string | null;
        /** @enum {string} */
        status: "booked" | "checked-in" | "cancelled" | "missed";
        timezone: string;
        told: {
          /** Format: date-time */
          at: string;
          by: string;
        } | null;
        windows: number[];
        zones: string[];
      }[];
    };
    InvitedRow: {
      /** Format: date */
      day: string;
      matters?: string[];
      name: string;
      package?: string;
      phone: string;
      queue?: string;
      time?: string;
    };
    InvitedRowInput: {
      /** Format: date */
      day: string;
      matters?: string[];
      name: string;
      package?: string;
      phone: string;
      queue?: string;
      time?: string;
    };
    InviteInput: {
      /**
      * @default window
      * @enum {string}
      */
      kind?: "window" | "telephone" | "video";
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language?: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      /** @default  */
      message?: string;
      package?: string;
      people: unknown[];
      queue?: string;
      title: string;
      /**
      * @default fault
      * @enum {string}
      */
      whenFull?: "fault" | "next-free";
    };
    InvitePlan: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      places: ({
        /** Format: date */
        day: string;
        /** Format: date-time */
        from: string;
        instead: boolean;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** Format: date-time */
        to: string;
      } | null)[];
      unknownDays: string[];
    };
    InvitePlanInput: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      places: ({
        /** Format: date */
        day: string;
        /** Format: date-time */
        from: string;
        instead: boolean;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** Format: date-time */
        to: string;
      } | null)[];
      unknownDays: string[];
    };
    LateEntered: {
      /** Format: date */
      day: string;
      items: {
        /** Format: date-time */
        calledAt: string;
        clerk: string | null;
        /** Format: date-time */
        endedAt: string;
        /** Format: date-time */
        enteredAt: string;
        enteredBy: string;
        id: string;
        /** @enum {string} */
        kind: "paper" | "ticket";
        label?: string;
        number: string;
        /** @enum {string} */
        outcome: "done" | "missed";
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        startedAt: string | null;
        window: number;
      }[];
    };
    LateEnteredInput: {
      /** Format: date */
      day: string;
      items: {
        /** Format: date-time */
        calledAt: string;
        clerk: string | null;
        /** Format: date-time */
        endedAt: string;
        /** Format: date-time */
        enteredAt: string;
        enteredBy: string;
        id: string;
        /** @enum {string} */
        kind: "paper" | "ticket";
        label?: string;
        number: string;
        /** @enum {string} */
        outcome: "done" | "missed";
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        startedAt: string | null;
        window: number;
      }[];
    };
    LateEntry: {
      calledAt?: unknown;
      clerk?: string;
      endedAt: unknown;
      id: string;
      matters?: string[];
      number?: string;
      /** @enum {string} */
      outcome: "done" | "missed";
      paperNumber?: string;
      queue?: string;
      reason?: string;
      startedAt?: unknown;
      takenAt?: unknown;
    };
    LateEntryInput: {
      /** Format: date-time */
      calledAt?: string;
      clerk?: string;
      /** Format: date-time */
      endedAt: string;
      id: string;
      matters?: string[];
      number?: string;
      /** @enum {string} */
      outcome: "done" | "missed";
      paperNumber?: string;
      queue?: string;
      reason?: string;
      /** Format: date-time */
      startedAt?: string;
      /** Format: date-time */
      takenAt?: string;
    };
    LateResults: {
      entered: number;
      results: {
        entered: boolean;
        id: string;
        number: string;
        problem: components["schemas"]["Problem"] | null;
      }[];
    };
    LateResultsInput: {
      entered: number;
      results: {
        entered: boolean;
        id: string;
        number: string;
        problem: components["schemas"]["ProblemInput"] | null;
      }[];
    };
    Letter: {
      code: string;
      /** Format: date */
      day: string;
      /** Format: date-time */
      from: string;
      link: string;
      name: string;
      phone: string;
      text: string;
      what: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    LetterInput: {
      code: string;
      /** Format: date */
      day: string;
      /** Format: date-time */
      from: string;
      link: string;
      name: string;
      phone: string;
      text: string;
      what: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    LiftLimit: {
      number: string;
      reason: string;
    };
    LiftLimitInput: {
      number: string;
      reason: string;
    };
    LimitedPerson: {
      cancelled: number;
      /** Format: date-time */
      lastAt: string;
      lifted: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
      number: string;
      numbers: string[];
      open: number;
      taken: number;
    };
    LimitedPersonInput: {
      cancelled: number;
      /** Format: date-time */
      lastAt: string;
      lifted: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
      number: string;
      numbers: string[];
      open: number;
      taken: number;
    };
    LimitedPersons: {
      openTickets: number;
      persons: components["schemas"]["LimitedPerson"][];
      ticketsADay: number;
    };
    LimitedPersonsInput: {
      openTickets: number;
      persons: components["schemas"]["LimitedPersonInput"][];
      ticketsADay: number;
    };
    ListedDevice: {
      audio: ("ok" | "blocked" | "failed") | null;
      expiresAt: string | null;
      faults: {
        [key: string]: string;
      };
      hall: string;
      id: string;
      /** @enum {string} */
      kind: "kiosk" | "display" | "rating" | "keypad";
      lastSeenAt: string | null;
      /** @default null */
      movedAt: string | null;
      name: string;
      online: boolean;
      paired: boolean;
      screen: components["schemas"]["ScreenFacts"] | null;
      /** @default {} */
      settings: components["schemas"]["DeviceSettings"];
      startMadeAt: string | null;
      window: number | null;
      zone: string | null;
    };
    ListedDeviceInput: {
      audio: ("ok" | "blocked" | "failed") | null;
      expiresAt: string | null;
      faults: {
        [key: string]: string;
      };
      hall: string;
      id: string;
      /** @enum {string} */
      kind: "kiosk" | "display" | "rating" | "keypad";
      lastSeenAt: string | null;
      /** @default null */
      movedAt?: string | null;
      name: string;
      online: boolean;
      paired: boolean;
      screen: components["schemas"]["ScreenFactsInput"] | null;
      /** @default {} */
      settings?: components["schemas"]["DeviceSettingsInput"];
      startMadeAt: string | null;
      window: number | null;
      zone: string | null;
    };
    ListedHall: {
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      code: string;
      follows?: string;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      lon?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      parent?: string;
      timezone?: string;
    };
    ListedHallInput: {
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      code: string;
      follows?: string;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      lon?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      parent?: string;
      timezone?: string;
    };
    ListedVoicePack: {
      bundled: boolean;
      language: string;
      missing: string[];
      name: string;
      pack: string;
      synthetic: boolean;
    };
    ListedVoicePackInput: {
      bundled: boolean;
      language: string;
      missing: string[];
      name: string;
      pack: string;
      synthetic: boolean;
    };
    MadeApiKey: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      expiresAt: string | null;
      halls: string[];
      id: string;
      key: string;
      lastUsedAt: string | null;
      name: string;
      prefix: string;
      scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
    };
    MadeApiKeyInput: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      expiresAt: string | null;
      halls: string[];
      id: string;
      key: string;
      lastUsedAt: string | null;
      name: string;
      prefix: string;
      scopes: ("read-hall" | "take-tickets" | "book" | "read-reports" | "read-log" | "read-events" | "call" | "manage-setup")[];
    };
    MadeHalls: {
      items: {
        code: string;
        issues: {
          code?: string;
          facts?: {
            [key: string]: string | number;
          };
          message: string;
          path: string;
        }[];
        made: boolean;
      }[];
    };
    MadeHallsInput: {
      items: {
        code: string;
        issues: {
          code?: string;
          facts?: {
            [key: string]: string | number;
          };
          message: string;
          path: string;
        }[];
        made: boolean;
      }[];
    };
    MadeWebhook: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      disabledAt: string | null;
      disabledWhy: ("failing" | "gone") | null;
      events: ("ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening")[];
      failingSince: string | null;
      hall: string | null;
      id: string;
      secret: string;
      /** @enum {string} */
      status: "active" | "disabled";
      url: string;
      waiting: number;
    };
    MadeWebhookInput: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      disabledAt: string | null;
      disabledWhy: ("failing" | "gone") | null;
      events: ("ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening")[];
      failingSince: string | null;
      hall: string | null;
      id: string;
      secret: string;
      /** @enum {string} */
      status: "active" | "disabled";
      url: string;
      waiting: number;
    };
    MakeHalls: {
      halls: components["schemas"]["ListedHall"][];
      /** @default true */
      whole: boolean;
    };
    MakeHallsInput: {
      halls: components["schemas"]["ListedHallInput"][];
      /** @default true */
      whole?: boolean;
    };
    MarkDay: {
      reason: string;
    };
    MarkDayInput: {
      reason: string;
    };
    MarkedDay: {
      /** Format: date */
      day: string;
      /** Format: date-time */
      markedAt: string;
      reason: string;
    };
    MarkedDayInput: {
      /** Format: date */
      day: string;
      /** Format: date-time */
      markedAt: string;
      reason: string;
    };
    MarkedDays: {
      items: components["schemas"]["MarkedDay"][];
    };
    MarkedDaysInput: {
      items: components["schemas"]["MarkedDayInput"][];
    };
    Matter: {
      aliases?: string[];
      code: string;
      department: string;
      /**
      * @default hall
      * @enum {string}
      */
      mode: "hall" | "online" | "offsite" | "automatic";
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      papers?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      }[];
      place?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      promisedWorkingDays?: number;
      queue?: string;
      regions?: boolean;
    };
    MatterInput: {
      aliases?: string[];
      code: string;
      department: string;
      /**
      * @default hall
      * @enum {string}
      */
      mode?: "hall" | "online" | "offsite" | "automatic";
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      papers?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      }[];
      place?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      promisedWorkingDays?: number;
      queue?: string;
      regions?: boolean;
    };
    MessageList: {
      messages: components["schemas"]["SentMessage"][];
    };
    MessageListInput: {
      messages: components["schemas"]["SentMessageInput"][];
    };
    Month: string;
    MonthInput: string;
    MonthSheets: {
      closed: boolean;
      closedAt: string | null;
      items: {
        code: string;
        group: string;
        least: number;
        most: number;
        name: string;
      }[];
      month: components["schemas"]["Month"];
      sheets: {
        appeals: number;
        entries: components["schemas"]["SheetEntry"][];
        /** @enum {string} */
        kind: "clerk" | "window";
        name: string;
        points: number;
        subject: string;
      }[];
    };
    MonthSheetsInput: {
      closed: boolean;
      closedAt: string | null;
      items: {
        code: string;
        group: string;
        least: number;
        most: number;
        name: string;
      }[];
      month: components["schemas"]["MonthInput"];
      sheets: {
        appeals: number;
        entries: components["schemas"]["SheetEntryInput"][];
        /** @enum {string} */
        kind: "clerk" | "window";
        name: string;
        points: number;
        subject: string;
      }[];
    };
    NewClient: {
      code?: string;
      /** @enum {string} */
      kind: "firm" | "project" | "person";
      name: string;
      phone?: string;
      steward: string;
    };
    NewClientInput: {
      code?: string;
      /** @enum {string} */
      kind: "firm" | "project" | "person";
      name: string;
      phone?: string;
      steward: string;
    };
    NewHall: {
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      code: string;
      follows?: string;
      from?: string;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      lon?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      parent?: string;
      timezone: string;
    };
    NewHallInput: {
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      code: string;
      follows?: string;
      from?: string;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      lon?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      parent?: string;
      timezone: string;
    };
    NewObservation: {
      /** @enum {string} */
      kind: "blocked" | "difficult" | "painful" | "suggestion";
      step?: string;
      text: string;
    };
    NewObservationInput: {
      /** @enum {string} */
      kind: "blocked" | "difficult" | "painful" | "suggestion";
      step?: string;
      text: string;
    };
    NewObstacle: {
      department: string;
      /** Format: date */
      due?: string;
      dueWorkingDays?: number;
      observation?: number;
      owner?: string;
      title: string;
    };
    NewObstacleInput: {
      department: string;
      /** Format: date */
      due?: string;
      dueWorkingDays?: number;
      observation?: number;
      owner?: string;
      title: string;
    };
    NewPatrol: {
      points: {
        /** @default null */
        department: string | null;
        place: string;
        /** @default null */
        remark: string | null;
        well: boolean;
      }[];
    };
    NewPatrolInput: {
      points: {
        /** @default null */
        department?: string | null;
        place: string;
        /** @default null */
        remark?: string | null;
        well: boolean;
      }[];
    };
    NewProject: {
      code: string;
      name: string;
      /** @default [] */
      stages: {
        /** @default [] */
        applications: {
          /** Format: date */
          dueDay: string;
          id?: string;
          matter: string;
        }[];
        /** Format: date */
        dueDay: string;
        name: string;
      }[];
      /** @default null */
      steward: string | null;
    };
    NewProjectInput: {
      code: string;
      name: string;
      /** @default [] */
      stages?: {
        /** @default [] */
        applications?: {
          /** Format: date */
          dueDay: string;
          id?: string;
          matter: string;
        }[];
        /** Format: date */
        dueDay: string;
        name: string;
      }[];
      /** @default null */
      steward?: string | null;
    };
    NewSheetEntry: {
      /** Format: date */
      day?: string;
      item: string;
      /** @enum {string} */
      kind: "clerk" | "window";
      points: number;
      proposal?: string;
      reason: string;
      subject: string;
    };
    NewSheetEntryInput: {
      /** Format: date */
      day?: string;
      item: string;
      /** @enum {string} */
      kind: "clerk" | "window";
      points: number;
      proposal?: string;
      reason: string;
      subject: string;
    };
    NewTeam: {
      /** @default false */
      badge: boolean;
      /** @default null */
      leader: string | null;
      /** @default [] */
      members: string[];
      name: string;
      /** @default [] */
      windows: number[];
      /** @default null */
      zone: string | null;
    };
    NewTeamInput: {
      /** @default false */
      badge?: boolean;
      /** @default null */
      leader?: string | null;
      /** @default [] */
      members?: string[];
      name: string;
      /** @default [] */
      windows?: number[];
      /** @default null */
      zone?: string | null;
    };
    NewWalk: {
      /** Format: date */
      day: string;
      department: string;
      leader: string;
      matters?: string[];
      otherMatters?: string[];
      package?: string | null;
      /** @enum {string} */
      role: "clerk" | "companion" | "visitor" | "representative";
      title: string;
      window?: number | null;
    };
    NewWalkInput: {
      /** Format: date */
      day: string;
      department: string;
      leader: string;
      matters?: string[];
      otherMatters?: string[];
      package?: string | null;
      /** @enum {string} */
      role: "clerk" | "companion" | "visitor" | "representative";
      title: string;
      window?: number | null;
    };
    NextPlace: {
      ahead: number;
      estimate: {
        p50: number;
        p90: number;
      } | null;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      opens: string | null;
      openWindows: number;
      /** Format: date-time */
      pausedSince?: string;
      queue: string;
      windows: number[];
      zones: string[];
    };
    NextPlaceInput: {
      ahead: number;
      estimate: {
        p50: number;
        p90: number;
      } | null;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      opens: string | null;
      openWindows: number;
      /** Format: date-time */
      pausedSince?: string;
      queue: string;
      windows: number[];
      zones: string[];
    };
    Obstacle: {
      /** Format: date-time */
      changedAt: string;
      daysCut: number;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      done: string | null;
      /** Format: date */
      due: string;
      /** Format: date */
      foundDay: string;
      id: string;
      observation: number | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string | null;
      } | null;
      papersCut: number;
      patrol: {
        id: string;
        team: string;
      } | null;
      solvedDay: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "solved" | "declined";
      title: string;
      walk: {
        id: string;
        title: string;
      } | null;
    };
    ObstacleChange: {
      daysCut?: number;
      department?: string;
      done?: string;
      /** Format: date */
      due?: string;
      owner?: string | null;
      papersCut?: number;
      /** @enum {string} */
      status?: "open" | "in-progress" | "solved" | "declined";
      title?: string;
    };
    ObstacleChangeInput: {
      daysCut?: number;
      department?: string;
      done?: string;
      /** Format: date */
      due?: string;
      owner?: string | null;
      papersCut?: number;
      /** @enum {string} */
      status?: "open" | "in-progress" | "solved" | "declined";
      title?: string;
    };
    ObstacleInput: {
      /** Format: date-time */
      changedAt: string;
      daysCut: number;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      done: string | null;
      /** Format: date */
      due: string;
      /** Format: date */
      foundDay: string;
      id: string;
      observation: number | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string | null;
      } | null;
      papersCut: number;
      patrol: {
        id: string;
        team: string;
      } | null;
      solvedDay: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "solved" | "declined";
      title: string;
      walk: {
        id: string;
        title: string;
      } | null;
    };
    ObstacleList: {
      items: components["schemas"]["Obstacle"][];
      total: number;
    };
    ObstacleListInput: {
      items: components["schemas"]["ObstacleInput"][];
      total: number;
    };
    ObstacleWithStates: {
      /** Format: date-time */
      changedAt: string;
      daysCut: number;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      done: string | null;
      /** Format: date */
      due: string;
      /** Format: date */
      foundDay: string;
      id: string;
      observation: number | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string | null;
      } | null;
      papersCut: number;
      patrol: {
        id: string;
        team: string;
      } | null;
      solvedDay: string | null;
      states: {
        /** Format: date-time */
        at: string;
        by: {
          name: string;
          username: string;
        } | null;
        done: string | null;
        /** @enum {string} */
        status: "open" | "in-progress" | "solved" | "declined";
      }[];
      /** @enum {string} */
      status: "open" | "in-progress" | "solved" | "declined";
      title: string;
      walk: {
        id: string;
        title: string;
      } | null;
    };
    ObstacleWithStatesInput: {
      /** Format: date-time */
      changedAt: string;
      daysCut: number;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      done: string | null;
      /** Format: date */
      due: string;
      /** Format: date */
      foundDay: string;
      id: string;
      observation: number | null;
      overdue: boolean;
      owner: {
        name: string;
        username: string | null;
      } | null;
      papersCut: number;
      patrol: {
        id: string;
        team: string;
      } | null;
      solvedDay: string | null;
      states: {
        /** Format: date-time */
        at: string;
        by: {
          name: string;
          username: string;
        } | null;
        done: string | null;
        /** @enum {string} */
        status: "open" | "in-progress" | "solved" | "declined";
      }[];
      /** @enum {string} */
      status: "open" | "in-progress" | "solved" | "declined";
      title: string;
      walk: {
        id: string;
        title: string;
      } | null;
    };
    OfferedSecondFactor: {
      secret: string;
      uri: string;
    };
    OfferedSecondFactorInput: {
      secret: string;
      uri: string;
    };
    OpenCase: {
      /** @constant */
      kind: "not-done";
      matter?: string;
      number?: string;
      phone?: string;
      text: string;
    };
    OpenCaseInput: {
      /** @constant */
      kind: "not-done";
      matter?: string;
      number?: string;
      phone?: string;
      text: string;
    };
    OpenSession: {
      browser: string | null;
      /** Format: date-time */
      endsAt: string;
      id: string;
      lastUsedAt: string | null;
      network: string | null;
      own: boolean;
      /** Format: date-time */
      since: string;
    };
    OpenSessionInput: {
      browser: string | null;
      /** Format: date-time */
      endsAt: string;
      id: string;
      lastUsedAt: string | null;
      network: string | null;
      own: boolean;
      /** Format: date-time */
      since: string;
    };
    OtherTicket: {
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string;
    };
    OtherTicketInput: {
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string;
    };
    Package: {
      aliases?: string[];
      also?: {
        department: string;
        /** @enum {string} */
        mode: "online" | "offsite" | "automatic";
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        place?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      code: string;
      coDepartments?: string[];
      direction: string;
      /** Format: uri */
      guide?: string;
      lead: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      papers?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      }[];
      stage: string;
      steps: {
        after?: number[];
        matters: string[];
        queue: string;
      }[];
      /** Format: date */
      validFrom: string;
      /** Format: date */
      validTo?: string;
      version: number;
    };
    PackageInput: {
      aliases?: string[];
      also?: {
        department: string;
        /** @enum {string} */
        mode: "online" | "offsite" | "automatic";
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        place?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      code: string;
      coDepartments?: string[];
      direction: string;
      /** Format: uri */
      guide?: string;
      lead: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      papers?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      }[];
      stage: string;
      steps: {
        after?: number[];
        matters: string[];
        queue: string;
      }[];
      /** Format: date */
      validFrom: string;
      /** Format: date */
      validTo?: string;
      version: number;
    };
    PadRating: {
      comment?: string;
      level: number;
      reasons?: string[];
      step: string;
    };
    PadRatingInput: {
      comment?: string;
      level: number;
      reasons?: string[];
      step: string;
    };
    PadState: {
      /** Format: date-time */
      at: string;
      badge?: string;
      clerk: string | null;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      label?: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string | null;
      photo: string | null;
      rating: {
        number: string;
        step: string;
        /** Format: date-time */
        until: string;
      } | null;
      serving: boolean;
      /** @enum {string} */
      status: "closed" | "open" | "paused";
      version: number;
      window: number;
    };
    PadStateInput: {
      /** Format: date-time */
      at: string;
      badge?: string;
      clerk: string | null;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      label?: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: string | null;
      photo: string | null;
      rating: {
        number: string;
        step: string;
        /** Format: date-time */
        until: string;
      } | null;
      serving: boolean;
      /** @enum {string} */
      status: "closed" | "open" | "paused";
      version: number;
      window: number;
    };
    PastAlarm: {
      about: {
        case?: string;
        count?: number;
        device?: string;
        queue?: string;
        ticket?: string;
        visit?: string;
        window?: number;
      };
      /** Format: date-time */
      at: string;
      code: string;
      detail: string;
      endedAt: string | null;
      first?: {
        name: string;
        team: string;
        username: string;
      };
      /** @enum {string} */
      severity: "urgent" | "attention";
      subject: string;
    };
    PastAlarmInput: {
      about: {
        case?: string;
        count?: number;
        device?: string;
        queue?: string;
        ticket?: string;
        visit?: string;
        window?: number;
      };
      /** Format: date-time */
      at: string;
      code: string;
      detail: string;
      endedAt: string | null;
      first?: {
        name: string;
        team: string;
        username: string;
      };
      /** @enum {string} */
      severity: "urgent" | "attention";
      subject: string;
    };
    PastAlarmList: {
      alarms: components["schemas"]["PastAlarm"][];
      day: string;
    };
    PastAlarmListInput: {
      alarms: components["schemas"]["PastAlarmInput"][];
      day: string;
    };
    Patrol: {
      /** Format: date-time */
      at: string;
      by: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      found: number;
      id: string;
      points: {
        place: string;
        remark: string | null;
        well: boolean;
      }[];
      team: {
        id: string;
        name: string;
      };
    };
    PatrolInput: {
      /** Format: date-time */
      at: string;
      by: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      found: number;
      id: string;
      points: {
        place: string;
        remark: string | null;
        well: boolean;
      }[];
      team: {
        id: string;
        name: string;
      };
    };
    PatrolList: {
      items: components["schemas"]["Patrol"][];
      total: number;
    };
    PatrolListInput: {
      items: components["schemas"]["PatrolInput"][];
      total: number;
    };
    PausedQueue: {
      offer: {
        opens: string | null;
        reason: string | null;
        /** @enum {string} */
        status: "open" | "closed" | "paused";
        today: boolean;
        until: string | null;
      };
      queue: string;
    };
    PausedQueueInput: {
      offer: {
        opens: string | null;
        reason: string | null;
        /** @enum {string} */
        status: "open" | "closed" | "paused";
        today: boolean;
        until: string | null;
      };
      queue: string;
    };
    PauseQueue: {
      reason: string;
      until?: unknown;
    };
    PauseQueueInput: {
      reason: string;
      /** Format: date-time */
      until?: string;
    };
    Peak: {
      count: number;
      from: string | null;
    };
    PeakInput: {
      count: number;
      from: string | null;
    };
    PersonErased: {
      applications: number;
      appointments: number;
      cancelled: number;
      cases: number;
      clients: number;
      homeVisits: number;
      tickets: number;
    };
    PersonErasedInput: {
      applications: number;
      appointments: number;
      cancelled: number;
      cases: number;
      clients: number;
      homeVisits: number;
      tickets: number;
    };
    PersonFile: {
      applications: {
        /** Format: date */
        day: string;
        /** Format: date */
        dueDay: string;
        hasIdNumber: boolean;
        id: string;
        matter: string;
        matterName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        notes: string[];
        number: string;
        open: boolean;
        receipt: string | null;
        /** @enum {string} */
        status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      }[];
      appointments: {
        code: string;
        /** Format: date-time */
        createdAt: string;
        createdBy: string;
        /** Format: date */
        day: string;
        /** Format: date-time */
        from: string;
        hasIdNumber: boolean;
        id: string;
        language: string;
        name: string | null;
        open: boolean;
        phone: string | null;
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @enum {string} */
        status: "booked" | "checked-in" | "cancelled" | "missed";
      }[];
      /** Format: date-time */
      at: string;
      cases: {
        id: string;
        open: boolean;
        /** Format: date-time */
        openedAt: string;
        phone: string | null;
        resolution: string | null;
        text: string | null;
      }[];
      clients: {
        active: boolean;
        code: string;
        /** Format: date-time */
        createdAt: string;
        id: string;
        /** @enum {string} */
        kind: "firm" | "project" | "person";
        name: string;
        phone: string | null;
        steward: string;
      }[];
      /** @enum {string} */
      foundBy: "phone" | "idNumber";
      hall: string;
      homeVisits: {
        address: string | null;
        answer: string | null;
        /** Format: date-time */
        createdAt: string;
        id: string;
        name: string | null;
        open: boolean;
        phone: string | null;
        scheduledAt: string | null;
        /** @enum {string} */
        status: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled";
        wish: string | null;
      }[];
      tickets: {
        category: string;
        /** Format: date */
        day: string;
        endedAt: string | null;
        events: {
          actor: string;
          /** Format: date-time */
          at: string;
          command: string;
          data: {
            [key: string]: unknown;
          };
          version: number;
        }[];
        hasIdNumber: boolean;
        id: string;
        note: string | null;
        number: string;
        open: boolean;
        /** @enum {string} */
        status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
        steps: {
          calledAt: string | null;
          endedAt: string | null;
          outcome: string | null;
          queue: string;
          queueName: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          rating: {
            /** Format: date-time */
            at: string;
            comment: string | null;
            level: number;
            reasons: string[];
            resolution: string | null;
          } | null;
          /** @enum {string} */
          status: "blocked" | "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
          window: number | null;
        }[];
        /** Format: date-time */
        takenAt: string;
      }[];
    };
    PersonFileInput: {
      applications: {
        /** Format: date */
        day: string;
        /** Format: date */
        dueDay: string;
        hasIdNumber: boolean;
        id: string;
        matter: string;
        matterName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        notes: string[];
        number: string;
        open: boolean;
        receipt: string | null;
        /** @enum {string} */
        status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      }[];
      appointments: {
        code: string;
        /** Format: date-time */
        createdAt: string;
        createdBy: string;
        /** Format: date */
        day: string;
        /** Format: date-time */
        from: string;
        hasIdNumber: boolean;
        id: string;
        language: string;
        name: string | null;
        open: boolean;
        phone: string | null;
        queue: string;
        queueName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @enum {string} */
        status: "booked" | "checked-in" | "cancelled" | "missed";
      }[];
      /** Format: date-time */
      at: string;
      cases: {
        id: string;
        open: boolean;
        /** Format: date-time */
        openedAt: string;
        phone: string | null;
        resolution: string | null;
        text: string | null;
      }[];
      clients: {
        active: boolean;
        code: string;
        /** Format: date-time */
        createdAt: string;
        id: string;
        /** @enum {string} */
        kind: "firm" | "project" | "person";
        name: string;
        phone: string | null;
        steward: string;
      }[];
      /** @enum {string} */
      foundBy: "phone" | "idNumber";
      hall: string;
      homeVisits: {
        address: string | null;
        answer: string | null;
        /** Format: date-time */
        createdAt: string;
        id: string;
        name: string | null;
        open: boolean;
        phone: string | null;
        scheduledAt: string | null;
        /** @enum {string} */
        status: "requested" | "accepted" | "scheduled" | "done" | "declined" | "cancelled";
        wish: string | null;
      }[];
      tickets: {
        category: string;
        /** Format: date */
        day: string;
        endedAt: string | null;
        events: {
          actor: string;
          /** Format: date-time */
          at: string;
          command: string;
          data: {
            [key: string]: unknown;
          };
          version: number;
        }[];
        hasIdNumber: boolean;
        id: string;
        note: string | null;
        number: string;
        open: boolean;
        /** @enum {string} */
        status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
        steps: {
          calledAt: string | null;
          endedAt: string | null;
          outcome: string | null;
          queue: string;
          queueName: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          rating: {
            /** Format: date-time */
            at: string;
            comment: string | null;
            level: number;
            reasons: string[];
            resolution: string | null;
          } | null;
          /** @enum {string} */
          status: "blocked" | "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
          window: number | null;
        }[];
        /** Format: date-time */
        takenAt: string;
      }[];
    };
    Popular: {
      code: string;
      /** @enum {string} */
      kind: "package" | "matter";
    }[];
    PopularInput: {
      code: string;
      /** @enum {string} */
      kind: "package" | "matter";
    }[];
    PrintedSlip: {
      device: string;
      number: string;
      /** @enum {string} */
      paper: "ok" | "low" | "unwatched";
    };
    PrintedSlipInput: {
      device: string;
      number: string;
      /** @enum {string} */
      paper: "ok" | "low" | "unwatched";
    };
    Printer: {
      host: string;
      /** @default 9100 */
      port: number;
      /** @default true */
      reports: boolean;
      /** @default 80 */
      width: 58 | 80;
    };
    PrinterInput: {
      host: string;
      /** @default 9100 */
      port?: number;
      /** @default true */
      reports?: boolean;
      /** @default 80 */
      width?: 58 | 80;
    };
    Problem: {
      code: string;
      detail: string;
      issues?: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      status: number;
      title: string;
      type: string;
    } & {
      [key: string]: unknown;
    };
    ProblemInput: {
      code: string;
      detail: string;
      issues?: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      status: number;
      title: string;
      type: string;
    } & {
      [key: string]: unknown;
    };
    Project: {
      bound: {
        /** Format: date */
        day: string;
        number: string;
      }[];
      /** Format: date-time */
      changedAt: string;
      code: string;
      done: number;
      dueDay: string | null;
      late: number;
      name: string;
      others: components["schemas"]["Application"][];
      planned: number;
      stages: {
        applications: {
          application: {
            decidedDay: string | null;
            /** Format: date */
            dueDay: string;
            id: string;
            number: string;
            /** @enum {string} */
            status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
          } | null;
          /** Format: date */
          dueDay: string;
          id: string;
          late: boolean;
          matter: string;
          matterName: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          /** @enum {string} */
          state: "planned" | "running" | "done";
        }[];
        /** Format: date */
        dueDay: string;
        late: boolean;
        name: string;
      }[];
      /** @enum {string} */
      status: "open" | "closed";
      steward: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      today: string;
      visits: number;
    };
    ProjectChange: {
      name?: string;
      stages?: {
        /** @default [] */
        applications: {
          /** Format: date */
          dueDay: string;
          id?: string;
          matter: string;
        }[];
        /** Format: date */
        dueDay: string;
        name: string;
      }[];
      /** @enum {string} */
      status?: "open" | "closed";
      steward?: string | null;
    };
    ProjectChangeInput: {
      name?: string;
      stages?: {
        /** @default [] */
        applications?: {
          /** Format: date */
          dueDay: string;
          id?: string;
          matter: string;
        }[];
        /** Format: date */
        dueDay: string;
        name: string;
      }[];
      /** @enum {string} */
      status?: "open" | "closed";
      steward?: string | null;
    };
    ProjectInput: {
      bound: {
        /** Format: date */
        day: string;
        number: string;
      }[];
      /** Format: date-time */
      changedAt: string;
      code: string;
      done: number;
      dueDay: string | null;
      late: number;
      name: string;
      others: components["schemas"]["ApplicationInput"][];
      planned: number;
      stages: {
        applications: {
          application: {
            decidedDay: string | null;
            /** Format: date */
            dueDay: string;
            id: string;
            number: string;
            /** @enum {string} */
            status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
          } | null;
          /** Format: date */
          dueDay: string;
          id: string;
          late: boolean;
          matter: string;
          matterName: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          /** @enum {string} */
          state: "planned" | "running" | "done";
        }[];
        /** Format: date */
        dueDay: string;
        late: boolean;
        name: string;
      }[];
      /** @enum {string} */
      status: "open" | "closed";
      steward: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      today: string;
      visits: number;
    };
    ProjectList: {
      projects: components["schemas"]["ProjectSummary"][];
      total: number;
    };
    ProjectListInput: {
      projects: components["schemas"]["ProjectSummaryInput"][];
      total: number;
    };
    ProjectSummary: {
      /** Format: date-time */
      changedAt: string;
      code: string;
      done: number;
      dueDay: string | null;
      late: number;
      name: string;
      planned: number;
      /** @enum {string} */
      status: "open" | "closed";
      steward: {
        name: string;
        username: string;
      } | null;
      visits: number;
    };
    ProjectSummaryInput: {
      /** Format: date-time */
      changedAt: string;
      code: string;
      done: number;
      dueDay: string | null;
      late: number;
      name: string;
      planned: number;
      /** @enum {string} */
      status: "open" | "closed";
      steward: {
        name: string;
        username: string;
      } | null;
      visits: number;
    };
    PushEnd: {
      /** Format: uri */
      endpoint: string;
    };
    PushEndInput: {
      /** Format: uri */
      endpoint: string;
    };
    PushKey: {
      key: string;
    };
    PushKeyInput: {
      key: string;
    };
    PushState: {
      told: boolean;
    };
    PushStateInput: {
      told: boolean;
    };
    PushSubscription: {
      /** Format: uri */
      endpoint: string;
      keys: {
        auth: string;
        p256dh: string;
      };
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language: "zh-Hans" | "zh-Hant" | "en";
    };
    PushSubscriptionInput: {
      /** Format: uri */
      endpoint: string;
      keys: {
        auth: string;
        p256dh: string;
      };
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language?: "zh-Hans" | "zh-Hant" | "en";
    };
    Queue: {
      appointmentKinds?: ("window" | "telephone" | "video")[];
      appointmentLink?: string;
      category?: string;
      code: string;
      dailyQuota?: number;
      hours?: {
        days: number[];
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      prefix: string;
      quotas?: {
        from: string;
        tickets: number;
        to: string;
      }[];
      /** @default 15 */
      serviceLevelMinutes: number;
      slotCapacity?: number;
      slotMinutes?: number;
    };
    QueueChange: {
      appointmentKinds?: ("window" | "telephone" | "video")[];
      appointmentLink?: string | null;
      code: string;
      dailyQuota?: number | null;
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      serviceLevelMinutes?: number;
      slotCapacity?: number | null;
      slotMinutes?: number | null;
    };
    QueueChangeInput: {
      appointmentKinds?: ("window" | "telephone" | "video")[];
      appointmentLink?: string | null;
      code: string;
      dailyQuota?: number | null;
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      serviceLevelMinutes?: number;
      slotCapacity?: number | null;
      slotMinutes?: number | null;
    };
    QueueInput: {
      appointmentKinds?: ("window" | "telephone" | "video")[];
      appointmentLink?: string;
      category?: string;
      code: string;
      dailyQuota?: number;
      hours?: {
        days: number[];
        from: string;
        /** @enum {string} */
        kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
        to: string;
      }[];
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      prefix: string;
      quotas?: {
        from: string;
        tickets: number;
        to: string;
      }[];
      /** @default 15 */
      serviceLevelMinutes?: number;
      slotCapacity?: number;
      slotMinutes?: number;
    };
    QueueState: {
      estimate: {
        p50: number;
        p90: number;
      } | null;
      left: number | null;
      longestSeconds: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      next?: {
        opens: string | null;
        slot: string | null;
      };
      offer: {
        opens: string | null;
        reason: string | null;
        /** @enum {string} */
        status: "open" | "closed" | "paused";
        today: boolean;
        until: string | null;
      };
      /** Format: date-time */
      opens?: string;
      openWindows: number;
      /** Format: date-time */
      pausedSince?: string;
      queue: string;
      serviceLevelMinutes: number;
      waiting: number;
    };
    QueueStateInput: {
      estimate: {
        p50: number;
        p90: number;
      } | null;
      left: number | null;
      longestSeconds: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      next?: {
        opens: string | null;
        slot: string | null;
      };
      offer: {
        opens: string | null;
        reason: string | null;
        /** @enum {string} */
        status: "open" | "closed" | "paused";
        today: boolean;
        until: string | null;
      };
      /** Format: date-time */
      opens?: string;
      openWindows: number;
      /** Format: date-time */
      pausedSince?: string;
      queue: string;
      serviceLevelMinutes: number;
      waiting: number;
    };
    Rate: {
      denominator: number;
      numerator: number;
      rate: number | null;
    };
    Rated: {
      /** Format: date-time */
      at: string;
      level: number;
      window: number | null;
    };
    RatedInput: {
      /** Format: date-time */
      at: string;
      level: number;
      window: number | null;
    };
    RateInput: {
      denominator: number;
      numerator: number;
      rate: number | null;
    };
    Rating: {
      comment?: string;
      level: number;
      reasons?: string[];
      step?: number;
    };
    RatingInput: {
      comment?: string;
      level: number;
      reasons?: string[];
      step?: number;
    };
    RecoveryCodes: {
      recoveryCodes: string[];
    };
    RecoveryCodesInput: {
      recoveryCodes: string[];
    };
    Referral: {
      hall: string;
      matters?: string[];
      package?: string;
      queue?: string;
      reason: string;
    };
    ReferralInput: {
      hall: string;
      matters?: string[];
      package?: string;
      queue?: string;
      reason: string;
    };
    RegionOffers: {
      items: {
        by: string | null;
        halls: {
          code: string;
          hall: string;
        }[];
        /** @enum {string} */
        kind: "package" | "matter";
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
    };
    RegionOffersInput: {
      items: {
        by: string | null;
        halls: {
          code: string;
          hall: string;
        }[];
        /** @enum {string} */
        kind: "package" | "matter";
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
    };
    RegionRow: {
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      behind: boolean;
      code: string;
      differs: number;
      follows: string | null;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      lon?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      newestRevision: number | null;
      open: boolean;
      parent?: string;
      revision: number;
      takenRevision: number | null;
      timezone: string;
    };
    RegionRowInput: {
      address?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      behind: boolean;
      code: string;
      differs: number;
      follows: string | null;
      /** @enum {string} */
      kind?: "district" | "township" | "village" | "neighbourhood";
      lat?: number;
      lon?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      newestRevision: number | null;
      open: boolean;
      parent?: string;
      revision: number;
      takenRevision: number | null;
      timezone: string;
    };
    RegionRows: {
      items: components["schemas"]["RegionRow"][];
    };
    RegionRowsInput: {
      items: components["schemas"]["RegionRowInput"][];
    };
    RegionState: {
      /** Format: date-time */
      at: string;
      items: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        books: boolean;
        code: string;
        /** @enum {string} */
        kind?: "district" | "township" | "village" | "neighbourhood";
        lat?: number;
        lon?: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        nextOpening: string | null;
        open: boolean;
        openWindows: number;
        parent?: string;
        queues: {
          estimate: {
            p50: number;
            p90: number;
          } | null;
          gives: boolean;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          openWindows: number;
          /** Format: date-time */
          pausedSince?: string;
          queue: string;
          waiting: number;
        }[];
        remote: boolean;
        telephone: string;
        timezone: string;
        waiting: number;
      }[];
    };
    RegionStateInput: {
      /** Format: date-time */
      at: string;
      items: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        books: boolean;
        code: string;
        /** @enum {string} */
        kind?: "district" | "township" | "village" | "neighbourhood";
        lat?: number;
        lon?: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        nextOpening: string | null;
        open: boolean;
        openWindows: number;
        parent?: string;
        queues: {
          estimate: {
            p50: number;
            p90: number;
          } | null;
          gives: boolean;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          openWindows: number;
          /** Format: date-time */
          pausedSince?: string;
          queue: string;
          waiting: number;
        }[];
        remote: boolean;
        telephone: string;
        timezone: string;
        waiting: number;
      }[];
    };
    RemoteAppointment: {
      endedAt: string | null;
      id: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      link: string | null;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      name: string | null;
      outcome: ("done" | "not-reached") | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      phone: string | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slot: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      startedAt: string | null;
      /** @enum {string} */
      status: "booked" | "checked-in" | "cancelled" | "missed";
    };
    RemoteAppointmentInput: {
      endedAt: string | null;
      id: string;
      /** @enum {string} */
      kind: "window" | "telephone" | "video";
      link: string | null;
      matters: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      name: string | null;
      outcome: ("done" | "not-reached") | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      phone: string | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slot: {
        /** Format: date-time */
        from: string;
        /** Format: date-time */
        to: string;
      };
      startedAt: string | null;
      /** @enum {string} */
      status: "booked" | "checked-in" | "cancelled" | "missed";
    };
    RemoteTicket: {
      ahead: number | null;
      /** Format: date-time */
      arriveBy: string;
      estimate: {
        p50: number;
        p90: number;
      } | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** @enum {string} */
      status: "waiting" | "arrived" | "cancelled" | "missed";
      /** Format: date-time */
      takenAt: string;
      ticket: {
        number: string;
        token: string;
      } | null;
      token: string;
    };
    RemoteTicketInput: {
      ahead: number | null;
      /** Format: date-time */
      arriveBy: string;
      estimate: {
        p50: number;
        p90: number;
      } | null;
      hall: string;
      hallName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** @enum {string} */
      status: "waiting" | "arrived" | "cancelled" | "missed";
      /** Format: date-time */
      takenAt: string;
      ticket: {
        number: string;
        token: string;
      } | null;
      token: string;
    };
    ReportNotDone: {
      phone?: string;
      text: string;
    };
    ReportNotDoneInput: {
      phone?: string;
      text: string;
    };
    RequestHomeVisit: {
      address: string;
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      name: string;
      package?: string;
      phone: string;
      wish?: string;
    };
    RequestHomeVisitInput: {
      address: string;
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language?: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      name: string;
      package?: string;
      phone: string;
      wish?: string;
    };
    Retention: {
      /** @default 48 */
      answerHours: number;
      /** @default null */
      archiveAfterYears: number | null;
      /** @default 180 */
      signInDays: number;
    };
    RetentionChange: {
      answerHours?: number;
      archiveAfterYears?: number | null;
      signInDays?: number;
    };
    RetentionChangeInput: {
      answerHours?: number;
      archiveAfterYears?: number | null;
      signInDays?: number;
    };
    RetentionInput: {
      /** @default 48 */
      answerHours?: number;
      /** @default null */
      archiveAfterYears?: number | null;
      /** @default 180 */
      signInDays?: number;
    };
    ScreenFacts: {
      build?: string;
      /** @constant */
      dark?: true;
      height: number;
      ratio?: number;
      width: number;
    };
    ScreenFactsInput: {
      build?: string;
      /** @constant */
      dark?: true;
      height: number;
      ratio?: number;
      width: number;
    };
    SendMessage: {
      /** @default false */
      calls: boolean;
      text: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      to: {
        /** @constant */
        kind: "window";
        window: number;
      } | {
        /** @constant */
        kind: "terminals";
      } | {
        /** @constant */
        kind: "boards";
        zone?: string;
      };
      until?: unknown;
    };
    SendMessageInput: {
      /** @default false */
      calls?: boolean;
      text: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      to: {
        /** @constant */
        kind: "window";
        window: number;
      } | {
        /** @constant */
        kind: "terminals";
      } | {
        /** @constant */
        kind: "boards";
        zone?: string;
      };
      /** Format: date-time */
      until?: string;
    };
    SentMessage: {
      /** Format: date-time */
      at: string;
      calls: boolean;
      endedAt: string | null;
      from: string | null;
      id: string;
      reads: {
        at: string | null;
        by: string | null;
        window: number;
      }[];
      standing: boolean;
      text: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      to: {
        /** @constant */
        kind: "window";
        window: number;
      } | {
        /** @constant */
        kind: "terminals";
      } | {
        /** @constant */
        kind: "boards";
        zone?: string;
      };
      /** Format: date-time */
      until: string;
    };
    SentMessageInput: {
      /** Format: date-time */
      at: string;
      calls: boolean;
      endedAt: string | null;
      from: string | null;
      id: string;
      reads: {
        at: string | null;
        by: string | null;
        window: number;
      }[];
      standing: boolean;
      text: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      to: {
        /** @constant */
        kind: "window";
        window: number;
      } | {
        /** @constant */
        kind: "terminals";
      } | {
        /** @constant */
        kind: "boards";
        zone?: string;
      };
      /** Format: date-time */
      until: string;
    };
    Setup: {
      catalogue: components["schemas"]["Catalogue"];
      hall: {
        accent?: string;
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        categories: components["schemas"]["Category"][];
        code: string;
        /** @default [] */
        duty: {
          /** @enum {string} */
          kind: "noon-duty" | "evening" | "weekend-duty";
          queues: string[];
          windows: number[];
        }[];
        /** @default true */
        enforceHours: boolean;
        /** @default [] */
        hours: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        /** @enum {string} */
        kind?: "district" | "township" | "village" | "neighbourhood";
        lat?: number;
        logo?: {
          /** Format: base64 */
          data: string;
          /** @enum {string} */
          type: "image/svg+xml" | "image/png";
        };
        lon?: number;
        /** @default [] */
        media: {
          file: string;
          /** Format: date-time */
          from?: string;
          name: string;
          /** @default 10 */
          seconds: number;
          /** Format: date-time */
          to?: string;
          zones?: string[];
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @default [] */
        notices: {
          en?: string;
          /** Format: date-time */
          from?: string;
          /** Format: date-time */
          to?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
          zones?: string[];
        }[];
        parent?: string;
        /** @default [] */
        proposed: string[];
        queues: components["schemas"]["Queue"][];
        /** @default [] */
        regions: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        settings: {
          /**
          * @default [
          *       "zh-Hans"
          *     ]
          */
          announceLanguages: ("zh-Hans" | "en" | "yue" | "nan")[];
          /** @default 14 */
          appointmentDaysAhead: number;
          /** @default true */
          bookingNeedsContact: boolean;
          /** @default 15 */
          callsStillMinutes: number;
          /** @default green */
          clientCategory: string;
          /** @default false */
          clientsAtKiosk: boolean;
          /** @default 180 */
          deviceUnseenDays: number;
          /** @default 90 */
          eraseAfterDays: number;
          /** @default null */
          eraseTextsAfterDays: number | null;
          /** @default 10 */
          graceMinutes: number;
          /** @default 60 */
          kioskTicketsAMinute: number;
          /** @default 0 */
          lastTicketMinutes: number;
          /** @default 1 */
          lateEntryDays: number;
          /** @default 60 */
          longInHandMinutes: number;
          /** @default 2 */
          noShowMinCalls: number;
          /** @default 20 */
          noShowMinSeconds: number;
          /** @default false */
          noShowOnNext: boolean;
          /** @default 60 */
          paperAfterSeconds: number;
          /** @default false */
          parking: boolean;
          /** @default 10 */
          penaltyMinutes: number;
          /** @default 3 */
          personOpenTickets: number;
          /** @default 10 */
          personTicketsADay: number;
          /** @default [] */
          popular: string[];
          /** @default 5 */
          ratingDueWorkingDays: number;
          /** @default 100 */
          remoteADay: number;
          /** @default 10 */
          remoteAHalfHour: number;
          /** @default 2 */
          remoteAPerson: number;
          /** @default 60 */
          remoteArriveMinutes: number;
          /** @default false */
          remoteTickets: boolean;
          /** @default 5 */
          returnMinutes: number;
          /**
          * @default {
          *       "by": "always"
          *     }
          */
          screenTimes: {
            /** @constant */
            by: "always";
          } | {
            /** @constant */
            by: "times";
            off: string;
            on: string;
          } | {
            after: number;
            before: number;
            /** @constant */
            by: "hours";
          };
          /** @default 10 */
          seniorityMinutes: number;
          /** @default true */
          showStaffNumber: boolean;
          /** @default false */
          showStaffPhoto: boolean;
          /** @default 0 */
          staffPlacesPercent: number;
          /** @default  */
          telephone: string;
          /** @default 30 */
          undoSeconds: number;
        };
        timezone: string;
        windows: components["schemas"]["Window"][];
        zones: components["schemas"]["Zone"][];
      };
      next: {
        /** Format: date */
        from: string;
        revision: number;
      } | null;
      revision: number;
    };
    SetupCheck: {
      changes: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      holds: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      warnings: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
    };
    SetupCheckInput: {
      changes: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      holds: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      warnings: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
    };
    SetupInput: {
      catalogue: components["schemas"]["CatalogueInput"];
      hall: {
        accent?: string;
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        categories: components["schemas"]["CategoryInput"][];
        code: string;
        /** @default [] */
        duty?: {
          /** @enum {string} */
          kind: "noon-duty" | "evening" | "weekend-duty";
          queues: string[];
          windows: number[];
        }[];
        /** @default true */
        enforceHours?: boolean;
        /** @default [] */
        hours?: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        /** @enum {string} */
        kind?: "district" | "township" | "village" | "neighbourhood";
        lat?: number;
        logo?: {
          /** Format: base64 */
          data: string;
          /** @enum {string} */
          type: "image/svg+xml" | "image/png";
        };
        lon?: number;
        /** @default [] */
        media?: {
          file: string;
          /** Format: date-time */
          from?: string;
          name: string;
          /** @default 10 */
          seconds?: number;
          /** Format: date-time */
          to?: string;
          zones?: string[];
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @default [] */
        notices?: {
          en?: string;
          /** Format: date-time */
          from?: string;
          /** Format: date-time */
          to?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
          zones?: string[];
        }[];
        parent?: string;
        /** @default [] */
        proposed?: string[];
        queues: components["schemas"]["QueueInput"][];
        /** @default [] */
        regions?: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        /** @default {} */
        settings?: {
          /**
          * @default [
          *       "zh-Hans"
          *     ]
          */
          announceLanguages?: ("zh-Hans" | "en" | "yue" | "nan")[];
          /** @default 14 */
          appointmentDaysAhead?: number;
          /** @default true */
          bookingNeedsContact?: boolean;
          /** @default 15 */
          callsStillMinutes?: number;
          /** @default green */
          clientCategory?: string;
          /** @default false */
          clientsAtKiosk?: boolean;
          /** @default 180 */
          deviceUnseenDays?: number;
          /** @default 90 */
          eraseAfterDays?: number;
          /** @default null */
          eraseTextsAfterDays?: number | null;
          /** @default 10 */
          graceMinutes?: number;
          /** @default 60 */
          kioskTicketsAMinute?: number;
          /** @default 0 */
          lastTicketMinutes?: number;
          /** @default 1 */
          lateEntryDays?: number;
          /** @default 60 */
          longInHandMinutes?: number;
          /** @default 2 */
          noShowMinCalls?: number;
          /** @default 20 */
          noShowMinSeconds?: number;
          /** @default false */
          noShowOnNext?: boolean;
          /** @default 60 */
          paperAfterSeconds?: number;
          /** @default false */
          parking?: boolean;
          /** @default 10 */
          penaltyMinutes?: number;
          /** @default 3 */
          personOpenTickets?: number;
          /** @default 10 */
          personTicketsADay?: number;
          /** @default [] */
          popular?: string[];
          /** @default 5 */
          ratingDueWorkingDays?: number;
          /** @default 100 */
          remoteADay?: number;
          /** @default 10 */
          remoteAHalfHour?: number;
          /** @default 2 */
          remoteAPerson?: number;
          /** @default 60 */
          remoteArriveMinutes?: number;
          /** @default false */
          remoteTickets?: boolean;
          /** @default 5 */
          returnMinutes?: number;
          /**
          * @default {
          *       "by": "always"
          *     }
          */
          screenTimes?: {
            /** @constant */
            by: "always";
          } | {
            /** @constant */
            by: "times";
            off: string;
            on: string;
          } | {
            after: number;
            before: number;
            /** @constant */
            by: "hours";
          };
          /** @default 10 */
          seniorityMinutes?: number;
          /** @default true */
          showStaffNumber?: boolean;
          /** @default false */
          showStaffPhoto?: boolean;
          /** @default 0 */
          staffPlacesPercent?: number;
          /** @default  */
          telephone?: string;
          /** @default 30 */
          undoSeconds?: number;
        };
        timezone: string;
        windows: components["schemas"]["WindowInput"][];
        zones: components["schemas"]["ZoneInput"][];
      };
      next: {
        /** Format: date */
        from: string;
        revision: number;
      } | null;
      revision: number;
    };
    SetupPublication: {
      catalogue: unknown;
      /** @enum {string} */
      from: "now" | "next-day";
      hall: unknown;
      next?: unknown;
      note?: string;
      revision: number;
    };
    SetupPublicationInput: {
      catalogue: unknown;
      /** @enum {string} */
      from: "now" | "next-day";
      hall: unknown;
      next?: unknown;
      note?: string;
      revision: number;
    };
    SetupRetired: {
      categories: components["schemas"]["Category"][];
      departments: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      directions: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        stages: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
      }[];
      matters: components["schemas"]["Matter"][];
      packages: components["schemas"]["Package"][];
      queues: {
        appointmentKinds?: ("window" | "telephone" | "video")[];
        appointmentLink?: string;
        category?: string;
        code: string;
        dailyQuota?: number;
        hours?: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        prefix: string;
        quotas?: {
          from: string;
          tickets: number;
          to: string;
        }[];
        /** @default 15 */
        serviceLevelMinutes: number;
        slotCapacity?: number;
        slotMinutes?: number;
      }[];
      stages: {
        code: string;
        direction: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      windows: components["schemas"]["Window"][];
      zones: components["schemas"]["Zone"][];
    };
    SetupRetiredInput: {
      categories: components["schemas"]["CategoryInput"][];
      departments: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      directions: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        stages: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
      }[];
      matters: components["schemas"]["MatterInput"][];
      packages: components["schemas"]["PackageInput"][];
      queues: {
        appointmentKinds?: ("window" | "telephone" | "video")[];
        appointmentLink?: string;
        category?: string;
        code: string;
        dailyQuota?: number;
        hours?: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        prefix: string;
        quotas?: {
          from: string;
          tickets: number;
          to: string;
        }[];
        /** @default 15 */
        serviceLevelMinutes?: number;
        slotCapacity?: number;
        slotMinutes?: number;
      }[];
      stages: {
        code: string;
        direction: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      windows: components["schemas"]["WindowInput"][];
      zones: components["schemas"]["ZoneInput"][];
    };
    SetupRevision: {
      /** Format: date-time */
      at: string;
      by: string;
      byName: string | null;
      changes: number;
      /** Format: date */
      from: string;
      note: string | null;
      revision: number;
      /** @enum {string} */
      state: "current" | "next" | "past" | "replaced";
    };
    SetupRevisionInput: {
      /** Format: date-time */
      at: string;
      by: string;
      byName: string | null;
      changes: number;
      /** Format: date */
      from: string;
      note: string | null;
      revision: number;
      /** @enum {string} */
      state: "current" | "next" | "past" | "replaced";
    };
    SetupRevisions: {
      next: number | null;
      revisions: components["schemas"]["SetupRevision"][];
    };
    SetupRevisionsInput: {
      next: number | null;
      revisions: components["schemas"]["SetupRevisionInput"][];
    };
    SetupRevisionWhole: {
      /** Format: date-time */
      at: string;
      by: string;
      byName: string | null;
      catalogue: components["schemas"]["Catalogue"];
      changes: number;
      differences: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      /** Format: date */
      from: string;
      hall: {
        accent?: string;
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        categories: components["schemas"]["Category"][];
        code: string;
        /** @default [] */
        duty: {
          /** @enum {string} */
          kind: "noon-duty" | "evening" | "weekend-duty";
          queues: string[];
          windows: number[];
        }[];
        /** @default true */
        enforceHours: boolean;
        /** @default [] */
        hours: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        /** @enum {string} */
        kind?: "district" | "township" | "village" | "neighbourhood";
        lat?: number;
        logo?: {
          /** Format: base64 */
          data: string;
          /** @enum {string} */
          type: "image/svg+xml" | "image/png";
        };
        lon?: number;
        /** @default [] */
        media: {
          file: string;
          /** Format: date-time */
          from?: string;
          name: string;
          /** @default 10 */
          seconds: number;
          /** Format: date-time */
          to?: string;
          zones?: string[];
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @default [] */
        notices: {
          en?: string;
          /** Format: date-time */
          from?: string;
          /** Format: date-time */
          to?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
          zones?: string[];
        }[];
        parent?: string;
        /** @default [] */
        proposed: string[];
        queues: components["schemas"]["Queue"][];
        /** @default [] */
        regions: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        settings: {
          /**
          * @default [
          *       "zh-Hans"
          *     ]
          */
          announceLanguages: ("zh-Hans" | "en" | "yue" | "nan")[];
          /** @default 14 */
          appointmentDaysAhead: number;
          /** @default true */
          bookingNeedsContact: boolean;
          /** @default 15 */
          callsStillMinutes: number;
          /** @default green */
          clientCategory: string;
          /** @default false */
          clientsAtKiosk: boolean;
          /** @default 180 */
          deviceUnseenDays: number;
          /** @default 90 */
          eraseAfterDays: number;
          /** @default null */
          eraseTextsAfterDays: number | null;
          /** @default 10 */
          graceMinutes: number;
          /** @default 60 */
          kioskTicketsAMinute: number;
          /** @default 0 */
          lastTicketMinutes: number;
          /** @default 1 */
          lateEntryDays: number;
          /** @default 60 */
          longInHandMinutes: number;
          /** @default 2 */
          noShowMinCalls: number;
          /** @default 20 */
          noShowMinSeconds: number;
          /** @default false */
          noShowOnNext: boolean;
          /** @default 60 */
          paperAfterSeconds: number;
          /** @default false */
          parking: boolean;
          /** @default 10 */
          penaltyMinutes: number;
          /** @default 3 */
          personOpenTickets: number;
          /** @default 10 */
          personTicketsADay: number;
          /** @default [] */
          popular: string[];
          /** @default 5 */
          ratingDueWorkingDays: number;
          /** @default 100 */
          remoteADay: number;
          /** @default 10 */
          remoteAHalfHour: number;
          /** @default 2 */
          remoteAPerson: number;
          /** @default 60 */
          remoteArriveMinutes: number;
          /** @default false */
          remoteTickets: boolean;
          /** @default 5 */
          returnMinutes: number;
          /**
          * @default {
          *       "by": "always"
          *     }
          */
          screenTimes: {
            /** @constant */
            by: "always";
          } | {
            /** @constant */
            by: "times";
            off: string;
            on: string;
          } | {
            after: number;
            before: number;
            /** @constant */
            by: "hours";
          };
          /** @default 10 */
          seniorityMinutes: number;
          /** @default true */
          showStaffNumber: boolean;
          /** @default false */
          showStaffPhoto: boolean;
          /** @default 0 */
          staffPlacesPercent: number;
          /** @default  */
          telephone: string;
          /** @default 30 */
          undoSeconds: number;
        };
        timezone: string;
        windows: components["schemas"]["Window"][];
        zones: components["schemas"]["Zone"][];
      };
      note: string | null;
      revision: number;
      /** @enum {string} */
      state: "current" | "next" | "past" | "replaced";
    };
    SetupRevisionWholeInput: {
      /** Format: date-time */
      at: string;
      by: string;
      byName: string | null;
      catalogue: components["schemas"]["CatalogueInput"];
      changes: number;
      differences: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      /** Format: date */
      from: string;
      hall: {
        accent?: string;
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        categories: components["schemas"]["CategoryInput"][];
        code: string;
        /** @default [] */
        duty?: {
          /** @enum {string} */
          kind: "noon-duty" | "evening" | "weekend-duty";
          queues: string[];
          windows: number[];
        }[];
        /** @default true */
        enforceHours?: boolean;
        /** @default [] */
        hours?: {
          days: number[];
          from: string;
          /** @enum {string} */
          kind?: "regular" | "noon-duty" | "evening" | "weekend-duty";
          to: string;
        }[];
        /** @enum {string} */
        kind?: "district" | "township" | "village" | "neighbourhood";
        lat?: number;
        logo?: {
          /** Format: base64 */
          data: string;
          /** @enum {string} */
          type: "image/svg+xml" | "image/png";
        };
        lon?: number;
        /** @default [] */
        media?: {
          file: string;
          /** Format: date-time */
          from?: string;
          name: string;
          /** @default 10 */
          seconds?: number;
          /** Format: date-time */
          to?: string;
          zones?: string[];
        }[];
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        /** @default [] */
        notices?: {
          en?: string;
          /** Format: date-time */
          from?: string;
          /** Format: date-time */
          to?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
          zones?: string[];
        }[];
        parent?: string;
        /** @default [] */
        proposed?: string[];
        queues: components["schemas"]["QueueInput"][];
        /** @default [] */
        regions?: {
          code: string;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
        }[];
        /** @default {} */
        settings?: {
          /**
          * @default [
          *       "zh-Hans"
          *     ]
          */
          announceLanguages?: ("zh-Hans" | "en" | "yue" | "nan")[];
          /** @default 14 */
          appointmentDaysAhead?: number;
          /** @default true */
          bookingNeedsContact?: boolean;
          /** @default 15 */
          callsStillMinutes?: number;
          /** @default green */
          clientCategory?: string;
          /** @default false */
          clientsAtKiosk?: boolean;
          /** @default 180 */
          deviceUnseenDays?: number;
          /** @default 90 */
          eraseAfterDays?: number;
          /** @default null */
          eraseTextsAfterDays?: number | null;
          /** @default 10 */
          graceMinutes?: number;
          /** @default 60 */
          kioskTicketsAMinute?: number;
          /** @default 0 */
          lastTicketMinutes?: number;
          /** @default 1 */
          lateEntryDays?: number;
          /** @default 60 */
          longInHandMinutes?: number;
          /** @default 2 */
          noShowMinCalls?: number;
          /** @default 20 */
          noShowMinSeconds?: number;
          /** @default false */
          noShowOnNext?: boolean;
          /** @default 60 */
          paperAfterSeconds?: number;
          /** @default false */
          parking?: boolean;
          /** @default 10 */
          penaltyMinutes?: number;
          /** @default 3 */
          personOpenTickets?: number;
          /** @default 10 */
          personTicketsADay?: number;
          /** @default [] */
          popular?: string[];
          /** @default 5 */
          ratingDueWorkingDays?: number;
          /** @default 100 */
          remoteADay?: number;
          /** @default 10 */
          remoteAHalfHour?: number;
          /** @default 2 */
          remoteAPerson?: number;
          /** @default 60 */
          remoteArriveMinutes?: number;
          /** @default false */
          remoteTickets?: boolean;
          /** @default 5 */
          returnMinutes?: number;
          /**
          * @default {
          *       "by": "always"
          *     }
          */
          screenTimes?: {
            /** @constant */
            by: "always";
          } | {
            /** @constant */
            by: "times";
            off: string;
            on: string;
          } | {
            after: number;
            before: number;
            /** @constant */
            by: "hours";
          };
          /** @default 10 */
          seniorityMinutes?: number;
          /** @default true */
          showStaffNumber?: boolean;
          /** @default false */
          showStaffPhoto?: boolean;
          /** @default 0 */
          staffPlacesPercent?: number;
          /** @default  */
          telephone?: string;
          /** @default 30 */
          undoSeconds?: number;
        };
        timezone: string;
        windows: components["schemas"]["WindowInput"][];
        zones: components["schemas"]["ZoneInput"][];
      };
      note: string | null;
      revision: number;
      /** @enum {string} */
      state: "current" | "next" | "past" | "replaced";
    };
    SetupWorkbook: {
      catalogue: unknown;
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      hall: unknown;
    };
    SetupWorkbookInput: {
      catalogue: unknown;
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      hall: unknown;
    };
    SheetAppeal: {
      reason: string;
    };
    SheetAppealInput: {
      reason: string;
    };
    SheetEntry: {
      answer: string | null;
      appeal: string | null;
      /** Format: date-time */
      at: string;
      by: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      id: string;
      item: string;
      itemName: string;
      /** @enum {string} */
      kind: "clerk" | "window";
      mayAppeal: boolean;
      points: number;
      reason: string;
      subject: string;
      verdict: ("upheld" | "withdrawn") | null;
      withdrawn: boolean;
    };
    SheetEntryInput: {
      answer: string | null;
      appeal: string | null;
      /** Format: date-time */
      at: string;
      by: {
        name: string;
        username: string;
      } | null;
      /** Format: date */
      day: string;
      id: string;
      item: string;
      itemName: string;
      /** @enum {string} */
      kind: "clerk" | "window";
      mayAppeal: boolean;
      points: number;
      reason: string;
      subject: string;
      verdict: ("upheld" | "withdrawn") | null;
      withdrawn: boolean;
    };
    SheetItems: {
      items: {
        code: string;
        group: string;
        least: number;
        most: number;
        name: string;
      }[];
    };
    SheetItemsInput: {
      items: {
        code: string;
        group: string;
        least: number;
        most: number;
        name: string;
      }[];
    };
    SheetProposal: {
      /** Format: date */
      day: string;
      key: string;
      /** @enum {string} */
      kind: "clerk" | "window";
      minutes: number | null;
      name: string;
      subject: string;
      /** @enum {string} */
      what: "bad-rating" | "late-opening";
    };
    SheetProposalInput: {
      /** Format: date */
      day: string;
      key: string;
      /** @enum {string} */
      kind: "clerk" | "window";
      minutes: number | null;
      name: string;
      subject: string;
      /** @enum {string} */
      what: "bad-rating" | "late-opening";
    };
    SheetProposals: {
      items: components["schemas"]["SheetProposal"][];
    };
    SheetProposalsInput: {
      items: components["schemas"]["SheetProposalInput"][];
    };
    SheetVerdict: {
      answer: string;
      /** @enum {string} */
      verdict: "upheld" | "withdrawn";
    };
    SheetVerdictInput: {
      answer: string;
      /** @enum {string} */
      verdict: "upheld" | "withdrawn";
    };
    SignInRules: {
      idleMinutes: 0 | number;
      longestHours: number;
      /** @enum {string} */
      secondFactor: "optional" | "administrators";
    };
    SignInRulesInput: {
      idleMinutes: 0 | number;
      longestHours: number;
      /** @enum {string} */
      secondFactor: "optional" | "administrators";
    };
    SlipPrinter: {
      id: string;
      name: string;
    };
    SlipPrinterInput: {
      id: string;
      name: string;
    };
    Slot: {
      capacity: number;
      free: number;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
    };
    SlotInput: {
      capacity: number;
      free: number;
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
    };
    Slots: {
      bookable: boolean;
      /** Format: date */
      day: string;
      days: {
        /** Format: date */
        day: string;
        free: number;
        slots: number;
      }[];
      /** Format: date */
      firstDay: string;
      hall: string;
      kinds: ("window" | "telephone" | "video")[];
      known: boolean;
      /** Format: date */
      lastDay: string;
      nextFree: string | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slots: components["schemas"]["Slot"][];
    };
    SlotsInput: {
      bookable: boolean;
      /** Format: date */
      day: string;
      days: {
        /** Format: date */
        day: string;
        free: number;
        slots: number;
      }[];
      /** Format: date */
      firstDay: string;
      hall: string;
      kinds: ("window" | "telephone" | "video")[];
      known: boolean;
      /** Format: date */
      lastDay: string;
      nextFree: string | null;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      slots: components["schemas"]["SlotInput"][];
    };
    Spread: {
      count: number;
      max: number | null;
      mean: number | null;
      p50: number | null;
      p90: number | null;
    };
    SpreadInput: {
      count: number;
      max: number | null;
      mean: number | null;
      p50: number | null;
      p90: number | null;
    };
    Staff: {
      active: boolean;
      hallRoles?: {
        [key: string]: ("clerk" | "guide" | "manager")[];
      };
      halls: string[];
      id: string;
      lastSignInAt: string | null;
      mustChange: boolean;
      name: string;
      number: string | null;
      photo: string | null;
      roles: ("clerk" | "guide" | "manager" | "admin")[];
      secondFactor: boolean;
      signedIn: number;
      username: string;
    };
    StaffAct: {
      reason?: string;
    };
    StaffActInput: {
      reason?: string;
    };
    StaffImport: {
      people: {
        hallRoles?: {
          [key: string]: ("clerk" | "guide" | "manager")[];
        };
        halls: string[];
        name: string;
        number?: string | null;
        password: string;
        roles: ("clerk" | "guide" | "manager" | "admin")[];
        username: string;
      }[];
    };
    StaffImported: {
      added: number;
    };
    StaffImportedInput: {
      added: number;
    };
    StaffImportInput: {
      people: {
        hallRoles?: {
          [key: string]: ("clerk" | "guide" | "manager")[];
        };
        halls: string[];
        name: string;
        number?: string | null;
        password: string;
        roles: ("clerk" | "guide" | "manager" | "admin")[];
        username: string;
      }[];
    };
    StaffInput: {
      active: boolean;
      hallRoles?: {
        [key: string]: ("clerk" | "guide" | "manager")[];
      };
      halls: string[];
      id: string;
      lastSignInAt: string | null;
      mustChange: boolean;
      name: string;
      number: string | null;
      photo: string | null;
      roles: ("clerk" | "guide" | "manager" | "admin")[];
      secondFactor: boolean;
      signedIn: number;
      username: string;
    };
    StaffList: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      people: {
        generated: boolean;
        person: {
          hallRoles?: {
            [key: string]: ("clerk" | "guide" | "manager")[];
          };
          halls: string[];
          name: string;
          number?: string | null;
          password: string;
          roles: ("clerk" | "guide" | "manager" | "admin")[];
          username: string;
        };
        row: number;
      }[];
    };
    StaffListInput: {
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      people: {
        generated: boolean;
        person: {
          hallRoles?: {
            [key: string]: ("clerk" | "guide" | "manager")[];
          };
          halls: string[];
          name: string;
          number?: string | null;
          password: string;
          roles: ("clerk" | "guide" | "manager" | "admin")[];
          username: string;
        };
        row: number;
      }[];
    };
    StewardReport: {
      /** Format: date-time */
      at: string;
      clients: {
        code: string;
        done: number;
        files: number;
        /** @enum {string} */
        kind: "firm" | "project" | "person";
        name: string;
        steward: string;
        stewardName: string;
        visits: number;
      }[];
      days: {
        consultations: number;
        /** Format: date */
        day: string;
        files: number;
        visits: number;
      }[];
      /** Format: date */
      from: string;
      hall: string;
      regions: {
        done: number;
        files: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        region: string | null;
        visits: number;
      }[];
      stewards: {
        clients: number;
        done: number;
        files: number;
        name: string;
        steward: string;
        visits: number;
      }[];
      /** Format: date */
      to: string;
      total: {
        agentFiles: number;
        agentVisits: number;
        consultations: number;
        files: number;
        visits: number;
      };
      windows: {
        consultations: number;
        done: number;
        files: number;
        label?: string;
        otherRegions: number;
        window: number;
      }[];
      zones: {
        consultations: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        zone: string | null;
      }[];
    };
    StewardReportInput: {
      /** Format: date-time */
      at: string;
      clients: {
        code: string;
        done: number;
        files: number;
        /** @enum {string} */
        kind: "firm" | "project" | "person";
        name: string;
        steward: string;
        stewardName: string;
        visits: number;
      }[];
      days: {
        consultations: number;
        /** Format: date */
        day: string;
        files: number;
        visits: number;
      }[];
      /** Format: date */
      from: string;
      hall: string;
      regions: {
        done: number;
        files: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        region: string | null;
        visits: number;
      }[];
      stewards: {
        clients: number;
        done: number;
        files: number;
        name: string;
        steward: string;
        visits: number;
      }[];
      /** Format: date */
      to: string;
      total: {
        agentFiles: number;
        agentVisits: number;
        consultations: number;
        files: number;
        visits: number;
      };
      windows: {
        consultations: number;
        done: number;
        files: number;
        label?: string;
        otherRegions: number;
        window: number;
      }[];
      zones: {
        consultations: number;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
        zone: string | null;
      }[];
    };
    StewardState: {
      /** Format: date-time */
      at: string;
      steward: string;
      version: number;
      visits: components["schemas"]["ClientVisit"][];
    };
    StewardStateInput: {
      /** Format: date-time */
      at: string;
      steward: string;
      version: number;
      visits: components["schemas"]["ClientVisitInput"][];
    };
    TakenOver: {
      changes: number;
      revision: number;
      takenRevision: number;
    };
    TakenOverInput: {
      changes: number;
      revision: number;
      takenRevision: number;
    };
    TakeOver: {
      /**
      * @default now
      * @enum {string}
      */
      from: "now" | "next-day";
      note?: string;
      parts?: ("departments" | "matters" | "packages" | "texts" | "queues")[];
      revision?: number;
    };
    TakeOverCheck: {
      changes: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      holds: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      leaderRevision: number;
      revision: number;
      warnings: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
    };
    TakeOverCheckInput: {
      changes: {
        /** @enum {string} */
        change: "added" | "changed" | "retired";
        code: string;
        fields: {
          after: unknown;
          before: unknown;
          field: string;
        }[];
        /** @enum {string} */
        kind: "hall" | "zone" | "queue" | "window" | "category" | "duty" | "region" | "notice" | "medium" | "department" | "matter" | "direction" | "stage" | "package";
        name: string;
      }[];
      faults: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      holds: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
      leaderRevision: number;
      revision: number;
      warnings: {
        code?: string;
        facts?: {
          [key: string]: string | number;
        };
        message: string;
        path: string;
      }[];
    };
    TakeOverInput: {
      /**
      * @default now
      * @enum {string}
      */
      from?: "now" | "next-day";
      note?: string;
      parts?: ("departments" | "matters" | "packages" | "texts" | "queues")[];
      revision?: number;
    };
    TakeRemote: {
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      package?: string;
      phone: string;
      queue?: string;
    };
    TakeRemoteInput: {
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language?: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      package?: string;
      phone: string;
      queue?: string;
    };
    TakeTicket: {
      agent?: boolean;
      appointment?: string;
      cardRead?: boolean;
      category?: string | string[];
      client?: string;
      files?: number;
      idNumber?: string;
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      package?: string;
      packages?: string[];
      plate?: unknown;
      queue?: string;
      reason?: string;
      region?: string;
    };
    TakeTicketInput: {
      agent?: boolean;
      appointment?: string;
      cardRead?: boolean;
      category?: string | string[];
      client?: string;
      files?: number;
      idNumber?: string;
      /**
      * @default zh-Hans
      * @enum {string}
      */
      language?: "zh-Hans" | "zh-Hant" | "en";
      matters?: string[];
      package?: string;
      packages?: string[];
      plate?: string;
      queue?: string;
      reason?: string;
      region?: string;
    };
    Team: {
      active: boolean;
      badge: boolean;
      id: string;
      leader: {
        name: string;
        username: string;
      } | null;
      mayPatrol: boolean;
      members: {
        name: string;
        username: string;
      }[];
      name: string;
      windows: number[];
      zone: string | null;
    };
    TeamChange: {
      active?: boolean;
      badge?: boolean;
      leader?: string | null;
      members?: string[];
      name?: string;
      windows?: number[];
      zone?: string | null;
    };
    TeamChangeInput: {
      active?: boolean;
      badge?: boolean;
      leader?: string | null;
      members?: string[];
      name?: string;
      windows?: number[];
      zone?: string | null;
    };
    TeamInput: {
      active: boolean;
      badge: boolean;
      id: string;
      leader: {
        name: string;
        username: string;
      } | null;
      mayPatrol: boolean;
      members: {
        name: string;
        username: string;
      }[];
      name: string;
      windows: number[];
      zone: string | null;
    };
    TeamList: {
      items: components["schemas"]["Team"][];
    };
    TeamListInput: {
      items: components["schemas"]["TeamInput"][];
    };
    TellAppointment: {
      told: boolean;
    };
    TellAppointmentInput: {
      told: boolean;
    };
    TerminalMessage: {
      /** Format: date-time */
      at: string;
      calls: boolean;
      from: string | null;
      id: string;
      text: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date-time */
      until: string;
    };
    TerminalMessageInput: {
      /** Format: date-time */
      at: string;
      calls: boolean;
      from: string | null;
      id: string;
      text: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      /** Format: date-time */
      until: string;
    };
    ThroughputReport: {
      /** Format: date-time */
      at: string;
      before: {
        /** Format: date */
        from: string;
        /** @enum {string} */
        kind: "previous" | "year";
        rows: components["schemas"]["ThroughputRow"][];
        /** Format: date */
        to: string;
        total: components["schemas"]["ThroughputTotal"];
      }[];
      /** @enum {string} */
      by: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
      definitions: {
        term: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        text: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      estimates: {
        /** @enum {string} */
        ahead: "0" | "1-2" | "3-5" | "6-10" | "11+";
        count: number;
        meanAbsoluteError: number | null;
        withinP90: components["schemas"]["Rate"];
      }[];
      faults: string[];
      filters: {
        /** @enum {string} */
        by: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
        key: string | null;
        label?: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
      }[];
      /** Format: date */
      from: string;
      hall: string;
      halls?: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      heat: {
        cells: {
          at: string;
          taken: number;
          wait: components["schemas"]["Spread"];
          weekday: number;
        }[];
        days: number[];
      };
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      ok: boolean | null;
      outOfOrder: {
        /** Format: date-time */
        at: string;
        clerk: string | null;
        /** Format: date */
        day: string;
        /** @enum {string} */
        kind: "call" | "front";
        label?: string;
        number: string;
        queue: string;
        reason: string | null;
        window: number | null;
      }[];
      outOfOrderNotListed: number;
      rows: components["schemas"]["ThroughputRow"][];
      timezone: string;
      /** Format: date */
      to: string;
      total: components["schemas"]["ThroughputTotal"];
      waits: {
        count: number;
        upTo: number | null;
      }[];
    };
    ThroughputReportInput: {
      /** Format: date-time */
      at: string;
      before: {
        /** Format: date */
        from: string;
        /** @enum {string} */
        kind: "previous" | "year";
        rows: components["schemas"]["ThroughputRowInput"][];
        /** Format: date */
        to: string;
        total: components["schemas"]["ThroughputTotalInput"];
      }[];
      /** @enum {string} */
      by: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
      definitions: {
        term: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        text: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      estimates: {
        /** @enum {string} */
        ahead: "0" | "1-2" | "3-5" | "6-10" | "11+";
        count: number;
        meanAbsoluteError: number | null;
        withinP90: components["schemas"]["RateInput"];
      }[];
      faults: string[];
      filters: {
        /** @enum {string} */
        by: "day" | "week" | "month" | "weekday" | "hour" | "queue" | "window" | "clerk" | "zone" | "direction" | "stage" | "package" | "step" | "department" | "category" | "language" | "duty" | "client" | "region" | "hall";
        key: string | null;
        label?: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        } | null;
      }[];
      /** Format: date */
      from: string;
      hall: string;
      halls?: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      heat: {
        cells: {
          at: string;
          taken: number;
          wait: components["schemas"]["SpreadInput"];
          weekday: number;
        }[];
        days: number[];
      };
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      ok: boolean | null;
      outOfOrder: {
        /** Format: date-time */
        at: string;
        clerk: string | null;
        /** Format: date */
        day: string;
        /** @enum {string} */
        kind: "call" | "front";
        label?: string;
        number: string;
        queue: string;
        reason: string | null;
        window: number | null;
      }[];
      outOfOrderNotListed: number;
      rows: components["schemas"]["ThroughputRowInput"][];
      timezone: string;
      /** Format: date */
      to: string;
      total: components["schemas"]["ThroughputTotalInput"];
      waits: {
        count: number;
        upTo: number | null;
      }[];
    };
    ThroughputRow: {
      abandonment?: components["schemas"]["Rate"];
      called?: number;
      callsInHour?: number;
      cancelled?: number;
      completion?: components["schemas"]["Rate"];
      done?: number;
      doneInHour?: number;
      enteredLater?: number;
      estimatedStarts?: components["schemas"]["Rate"];
      expired?: number;
      handling?: components["schemas"]["Spread"];
      key: string | null;
      label?: string;
      missed?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      neverCalled?: number;
      noShow?: components["schemas"]["Rate"];
      openSeconds?: number;
      outOfOrder?: components["schemas"]["Rate"];
      pausedSeconds?: number;
      peak?: components["schemas"]["Peak"];
      peaks?: {
        called: components["schemas"]["Peak"];
        done: components["schemas"]["Peak"];
        taken: components["schemas"]["Peak"];
      };
      ratings?: {
        bad: components["schemas"]["Rate"];
        levels: {
          count: number;
          level: number;
        }[];
        rated: components["schemas"]["Rate"];
        served: number;
        unrated: number;
      };
      recalls?: number;
      reconciled?: boolean;
      reconciliation?: {
        accounted: number;
        disagreeing: number;
        numbersGiven: number;
        ok: boolean | null;
        taken: number;
      };
      referred?: number;
      savings?: {
        matters: number;
        saved: number;
        steps: number;
        visits: number;
      };
      serviceLevel?: components["schemas"]["Rate"];
      standards?: {
        seconds: number;
        steps: number;
      }[];
      stillOpen?: number;
      taken?: number;
      transferredIn?: number;
      transferredOut?: number;
      transfersToFront?: number;
      utilisation?: components["schemas"]["Rate"];
      visit?: components["schemas"]["Spread"];
      wait?: components["schemas"]["Spread"];
      waitAgain?: components["schemas"]["Spread"];
      walk?: components["schemas"]["Spread"];
    };
    ThroughputRowInput: {
      abandonment?: components["schemas"]["RateInput"];
      called?: number;
      callsInHour?: number;
      cancelled?: number;
      completion?: components["schemas"]["RateInput"];
      done?: number;
      doneInHour?: number;
      enteredLater?: number;
      estimatedStarts?: components["schemas"]["RateInput"];
      expired?: number;
      handling?: components["schemas"]["SpreadInput"];
      key: string | null;
      label?: string;
      missed?: number;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      neverCalled?: number;
      noShow?: components["schemas"]["RateInput"];
      openSeconds?: number;
      outOfOrder?: components["schemas"]["RateInput"];
      pausedSeconds?: number;
      peak?: components["schemas"]["PeakInput"];
      peaks?: {
        called: components["schemas"]["PeakInput"];
        done: components["schemas"]["PeakInput"];
        taken: components["schemas"]["PeakInput"];
      };
      ratings?: {
        bad: components["schemas"]["RateInput"];
        levels: {
          count: number;
          level: number;
        }[];
        rated: components["schemas"]["RateInput"];
        served: number;
        unrated: number;
      };
      recalls?: number;
      reconciled?: boolean;
      reconciliation?: {
        accounted: number;
        disagreeing: number;
        numbersGiven: number;
        ok: boolean | null;
        taken: number;
      };
      referred?: number;
      savings?: {
        matters: number;
        saved: number;
        steps: number;
        visits: number;
      };
      serviceLevel?: components["schemas"]["RateInput"];
      standards?: {
        seconds: number;
        steps: number;
      }[];
      stillOpen?: number;
      taken?: number;
      transferredIn?: number;
      transferredOut?: number;
      transfersToFront?: number;
      utilisation?: components["schemas"]["RateInput"];
      visit?: components["schemas"]["SpreadInput"];
      wait?: components["schemas"]["SpreadInput"];
      waitAgain?: components["schemas"]["SpreadInput"];
      walk?: components["schemas"]["SpreadInput"];
    };
    ThroughputTotal: {
      abandonment: components["schemas"]["Rate"];
      called: number;
      cancelled: number;
      completion: components["schemas"]["Rate"];
      done: number;
      enteredLater: number;
      estimatedStarts: components["schemas"]["Rate"];
      expired: number;
      handling: components["schemas"]["Spread"];
      missed: number;
      neverCalled: number;
      noShow: components["schemas"]["Rate"];
      outOfOrder: components["schemas"]["Rate"];
      peaks: {
        called: components["schemas"]["Peak"];
        done: components["schemas"]["Peak"];
        taken: components["schemas"]["Peak"];
      };
      ratings: {
        bad: components["schemas"]["Rate"];
        levels: {
          count: number;
          level: number;
        }[];
        rated: components["schemas"]["Rate"];
        served: number;
        unrated: number;
      };
      reconciliation?: {
        accounted: number;
        disagreeing: number;
        numbersGiven: number;
        ok: boolean | null;
        taken: number;
      };
      referred: number;
      savings: {
        matters: number;
        saved: number;
        steps: number;
        visits: number;
      };
      serviceLevel: components["schemas"]["Rate"];
      stillOpen: number;
      taken: number;
      transfersToFront?: number;
      visit: components["schemas"]["Spread"];
      wait: components["schemas"]["Spread"];
      waitAgain: components["schemas"]["Spread"];
      walk: components["schemas"]["Spread"];
    };
    ThroughputTotalInput: {
      abandonment: components["schemas"]["RateInput"];
      called: number;
      cancelled: number;
      completion: components["schemas"]["RateInput"];
      done: number;
      enteredLater: number;
      estimatedStarts: components["schemas"]["RateInput"];
      expired: number;
      handling: components["schemas"]["SpreadInput"];
      missed: number;
      neverCalled: number;
      noShow: components["schemas"]["RateInput"];
      outOfOrder: components["schemas"]["RateInput"];
      peaks: {
        called: components["schemas"]["PeakInput"];
        done: components["schemas"]["PeakInput"];
        taken: components["schemas"]["PeakInput"];
      };
      ratings: {
        bad: components["schemas"]["RateInput"];
        levels: {
          count: number;
          level: number;
        }[];
        rated: components["schemas"]["RateInput"];
        served: number;
        unrated: number;
      };
      reconciliation?: {
        accounted: number;
        disagreeing: number;
        numbersGiven: number;
        ok: boolean | null;
        taken: number;
      };
      referred: number;
      savings: {
        matters: number;
        saved: number;
        steps: number;
        visits: number;
      };
      serviceLevel: components["schemas"]["RateInput"];
      stillOpen: number;
      taken: number;
      transfersToFront?: number;
      visit: components["schemas"]["SpreadInput"];
      wait: components["schemas"]["SpreadInput"];
      waitAgain: components["schemas"]["SpreadInput"];
      walk: components["schemas"]["SpreadInput"];
    };
    Ticket: {
      agent: boolean;
      appointment: {
        code: string;
        /** Format: date-time */
        from: string;
      } | null;
      canCancel: boolean;
      canReturn: boolean;
      category: string;
      files: number;
      hall: string;
      id: string;
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      next: components["schemas"]["NextPlace"] | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      referredFrom?: components["schemas"]["OtherTicket"];
      referredTo?: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        telephone?: string;
        token?: string;
      };
      region: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      steps: components["schemas"]["TicketStep"][];
      /** Format: date-time */
      takenAt: string;
      token: string;
      /** Format: date-time */
      treatedAsCameAt: string;
      version: number;
    };
    TicketChange: {
      category?: string;
      matters?: string[];
      package?: string | null;
      packages?: string[];
      queue?: string;
      reason?: string;
    };
    TicketChangeInput: {
      category?: string;
      matters?: string[];
      package?: string | null;
      packages?: string[];
      queue?: string;
      reason?: string;
    };
    TicketInHand: {
      agent: boolean;
      appointment: {
        code: string;
        /** Format: date-time */
        from: string;
      } | null;
      callsNeeded: number;
      canCancel: boolean;
      canReturn: boolean;
      category: string;
      client: {
        code: string;
        /** @enum {string} */
        kind: "firm" | "project" | "person";
        name: string;
      } | null;
      companion: string | null;
      files: number;
      hall: string;
      handledSeconds: number;
      id: string;
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      next: components["schemas"]["NextPlace"] | null;
      noShowFrom: string | null;
      noShowOnNext: boolean;
      note: string | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      referredFrom?: components["schemas"]["OtherTicket"];
      referredTo?: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        telephone?: string;
        token?: string;
      };
      region: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** Format: date-time */
      since: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      step: number;
      steps: components["schemas"]["TicketStep"][];
      /** Format: date-time */
      takenAt: string;
      /** Format: date-time */
      treatedAsCameAt: string;
      version: number;
      waitSeconds: number;
    };
    TicketInHandInput: {
      agent: boolean;
      appointment: {
        code: string;
        /** Format: date-time */
        from: string;
      } | null;
      callsNeeded: number;
      canCancel: boolean;
      canReturn: boolean;
      category: string;
      client: {
        code: string;
        /** @enum {string} */
        kind: "firm" | "project" | "person";
        name: string;
      } | null;
      companion: string | null;
      files: number;
      hall: string;
      handledSeconds: number;
      id: string;
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      next: components["schemas"]["NextPlaceInput"] | null;
      noShowFrom: string | null;
      noShowOnNext: boolean;
      note: string | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      referredFrom?: components["schemas"]["OtherTicketInput"];
      referredTo?: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        telephone?: string;
        token?: string;
      };
      region: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** Format: date-time */
      since: string;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      step: number;
      steps: components["schemas"]["TicketStepInput"][];
      /** Format: date-time */
      takenAt: string;
      /** Format: date-time */
      treatedAsCameAt: string;
      version: number;
      waitSeconds: number;
    };
    TicketInput: {
      agent: boolean;
      appointment: {
        code: string;
        /** Format: date-time */
        from: string;
      } | null;
      canCancel: boolean;
      canReturn: boolean;
      category: string;
      files: number;
      hall: string;
      id: string;
      /** @enum {string} */
      language: "zh-Hans" | "zh-Hant" | "en";
      next: components["schemas"]["NextPlaceInput"] | null;
      number: string;
      package: string | null;
      packageName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      } | null;
      packages: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      referredFrom?: components["schemas"]["OtherTicketInput"];
      referredTo?: {
        address?: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        hall: string;
        hallName: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        number: string;
        telephone?: string;
        token?: string;
      };
      region: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      status: "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      steps: components["schemas"]["TicketStepInput"][];
      /** Format: date-time */
      takenAt: string;
      token: string;
      /** Format: date-time */
      treatedAsCameAt: string;
      version: number;
    };
    TicketMove: {
      from?: string;
      queue: string;
      reason: string;
    };
    TicketMoveInput: {
      from?: string;
      queue: string;
      reason: string;
    };
    TicketPlate: {
      plate: string | null;
    };
    TicketPlateInput: {
      plate: string | null;
    };
    TicketStep: {
      ahead: number | null;
      calledAt: string | null;
      calls: number;
      endedAt: string | null;
      estimate: {
        p50: number;
        p90: number;
      } | null;
      holdKind: ("any-window" | "this-window" | "until") | null;
      holdUntil: string | null;
      items: {
        code: string;
        done: boolean | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      label?: string;
      matters: string[];
      misses: number;
      opens: string | null;
      openWindows: number;
      /** Format: date-time */
      pausedSince?: string;
      position: number;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      rateable: boolean;
      rated: boolean;
      startedAt: string | null;
      /** @enum {string} */
      status: "blocked" | "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      window: number | null;
      windows: number[];
      zones: string[];
    };
    TicketStepInput: {
      ahead: number | null;
      calledAt: string | null;
      calls: number;
      endedAt: string | null;
      estimate: {
        p50: number;
        p90: number;
      } | null;
      holdKind: ("any-window" | "this-window" | "until") | null;
      holdUntil: string | null;
      items: {
        code: string;
        done: boolean | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      label?: string;
      matters: string[];
      misses: number;
      opens: string | null;
      openWindows: number;
      /** Format: date-time */
      pausedSince?: string;
      position: number;
      queue: string;
      queueName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      rateable: boolean;
      rated: boolean;
      startedAt: string | null;
      /** @enum {string} */
      status: "blocked" | "waiting" | "called" | "serving" | "held" | "missed" | "done" | "cancelled" | "expired" | "referred";
      window: number | null;
      windows: number[];
      zones: string[];
    };
    Told: {
      told: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
    };
    ToldInput: {
      told: {
        /** Format: date-time */
        at: string;
        by: string;
      } | null;
    };
    Trips: {
      /** Format: date */
      day: string;
      hall: string;
      more: boolean;
      trips: components["schemas"]["HomeVisitRequest"][];
    };
    TripsInput: {
      /** Format: date */
      day: string;
      hall: string;
      more: boolean;
      trips: components["schemas"]["HomeVisitRequestInput"][];
    };
    UploadedMedium: {
      bytes: number;
      file: string;
      film: boolean;
    };
    UploadedMediumInput: {
      bytes: number;
      file: string;
      film: boolean;
    };
    VisitorApplications: {
      applications: {
        decidedDay: string | null;
        department: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        dueDay: string | null;
        id: string;
        matter: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        note: string | null;
        overdue: boolean;
        promisedWorkingDays: number;
        receiptEnd: string | null;
        /** Format: date-time */
        since: string;
        /** @enum {string} */
        status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      }[];
      hall: string;
    };
    VisitorApplicationsInput: {
      applications: {
        decidedDay: string | null;
        department: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        dueDay: string | null;
        id: string;
        matter: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
        note: string | null;
        overdue: boolean;
        promisedWorkingDays: number;
        receiptEnd: string | null;
        /** Format: date-time */
        since: string;
        /** @enum {string} */
        status: "accepted" | "supplement" | "decided" | "delivered" | "withdrawn";
      }[];
      hall: string;
    };
    VisitorCase: {
      answeredAt: string | null;
      canAskAgain: boolean;
      /** Format: date */
      dueDay: string;
      id: string;
      /** @enum {string} */
      kind: "bad-rating" | "not-done";
      /** Format: date-time */
      openedAt: string;
      resolution: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "answered" | "closed";
      text: string | null;
    };
    VisitorCaseInput: {
      answeredAt: string | null;
      canAskAgain: boolean;
      /** Format: date */
      dueDay: string;
      id: string;
      /** @enum {string} */
      kind: "bad-rating" | "not-done";
      /** Format: date-time */
      openedAt: string;
      resolution: string | null;
      /** @enum {string} */
      status: "open" | "in-progress" | "answered" | "closed";
      text: string | null;
    };
    VisitorCases: {
      canReport: boolean;
      cases: components["schemas"]["VisitorCase"][];
    };
    VisitorCasesInput: {
      canReport: boolean;
      cases: components["schemas"]["VisitorCaseInput"][];
    };
    VoiceManifest: {
      clips: {
        [key: string]: string;
      };
      language: string;
      name: string;
      pack: string;
      source?: string;
      synthetic: boolean;
    };
    VoiceManifestInput: {
      clips: {
        [key: string]: string;
      };
      language: string;
      name: string;
      pack: string;
      source?: string;
      synthetic: boolean;
    };
    VoicePack: {
      clips: {
        [key: string]: string;
      };
      manifest: components["schemas"]["VoiceManifest"];
    };
    VoicePackInput: {
      clips: {
        [key: string]: string;
      };
      manifest: components["schemas"]["VoiceManifestInput"];
    };
    Walk: {
      /** Format: date */
      day: string;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      leader: string;
      matters: {
        code: string | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      observations: {
        /** Format: date-time */
        at: string;
        by: {
          name: string;
          username: string;
        } | null;
        /** @enum {string} */
        kind: "blocked" | "difficult" | "painful" | "suggestion";
        position: number;
        step: string | null;
        text: string;
      }[];
      obstacles: components["schemas"]["Obstacle"][];
      package: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      role: "clerk" | "companion" | "visitor" | "representative";
      solved: number;
      /** @enum {string} */
      status: "planned" | "done" | "cancelled";
      tickets: {
        /** Format: date */
        day: string;
        number: string;
        visit: {
          endedAt: string | null;
          seconds: number | null;
          status: string;
          steps: {
            handling: number | null;
            queue: string;
            queueName: {
              en?: string;
              "zh-Hans": string;
              "zh-Hant"?: string;
            };
            status: string;
            wait: number | null;
            window: number | null;
          }[];
          /** Format: date-time */
          takenAt: string;
        } | null;
      }[];
      title: string;
      window: number | null;
    };
    WalkChange: {
      /** Format: date */
      day?: string;
      department?: string;
      leader?: string;
      matters?: string[];
      otherMatters?: string[];
      package?: string | null;
      /** @enum {string} */
      role?: "clerk" | "companion" | "visitor" | "representative";
      /** @enum {string} */
      status?: "planned" | "done" | "cancelled";
      title?: string;
      window?: number | null;
    };
    WalkChangeInput: {
      /** Format: date */
      day?: string;
      department?: string;
      leader?: string;
      matters?: string[];
      otherMatters?: string[];
      package?: string | null;
      /** @enum {string} */
      role?: "clerk" | "companion" | "visitor" | "representative";
      /** @enum {string} */
      status?: "planned" | "done" | "cancelled";
      title?: string;
      window?: number | null;
    };
    WalkInput: {
      /** Format: date */
      day: string;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      leader: string;
      matters: {
        code: string | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      observations: {
        /** Format: date-time */
        at: string;
        by: {
          name: string;
          username: string;
        } | null;
        /** @enum {string} */
        kind: "blocked" | "difficult" | "painful" | "suggestion";
        position: number;
        step: string | null;
        text: string;
      }[];
      obstacles: components["schemas"]["ObstacleInput"][];
      package: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      role: "clerk" | "companion" | "visitor" | "representative";
      solved: number;
      /** @enum {string} */
      status: "planned" | "done" | "cancelled";
      tickets: {
        /** Format: date */
        day: string;
        number: string;
        visit: {
          endedAt: string | null;
          seconds: number | null;
          status: string;
          steps: {
            handling: number | null;
            queue: string;
            queueName: {
              en?: string;
              "zh-Hans": string;
              "zh-Hant"?: string;
            };
            status: string;
            wait: number | null;
            window: number | null;
          }[];
          /** Format: date-time */
          takenAt: string;
        } | null;
      }[];
      title: string;
      window: number | null;
    };
    WalkList: {
      items: components["schemas"]["WalkRow"][];
      total: number;
    };
    WalkListInput: {
      items: components["schemas"]["WalkRowInput"][];
      total: number;
    };
    WalkRow: {
      /** Format: date */
      day: string;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      leader: string;
      matters: {
        code: string | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      observations: number;
      obstacles: number;
      package: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      role: "clerk" | "companion" | "visitor" | "representative";
      solved: number;
      /** @enum {string} */
      status: "planned" | "done" | "cancelled";
      tickets: number;
      title: string;
      window: number | null;
    };
    WalkRowInput: {
      /** Format: date */
      day: string;
      department: string;
      departmentName: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      id: string;
      leader: string;
      matters: {
        code: string | null;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      }[];
      observations: number;
      obstacles: number;
      package: {
        code: string;
        name: {
          en?: string;
          "zh-Hans": string;
          "zh-Hant"?: string;
        };
      } | null;
      /** @enum {string} */
      role: "clerk" | "companion" | "visitor" | "representative";
      solved: number;
      /** @enum {string} */
      status: "planned" | "done" | "cancelled";
      tickets: number;
      title: string;
      window: number | null;
    };
    WalkSummary: {
      departments: number;
      /** Format: date */
      from: string;
      leaders: number;
      matters: number;
      obstaclesFound: number;
      obstaclesSolved: number;
      papersCut: number;
      rows: {
        departments: {
          department: string;
          leaders: number;
          matters: number;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          obstaclesFound: number;
          obstaclesSolved: number;
          papersCut: number;
          walks: number;
          workingDaysCut: number;
        }[];
        leaders: {
          leader: string;
          matters: number;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          walks: number;
        }[];
        matters: {
          code: string | null;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          walks: number;
        }[];
        obstacles: components["schemas"]["Obstacle"][];
      };
      /** Format: date */
      to: string;
      walks: number;
      workingDaysCut: number;
    };
    WalkSummaryInput: {
      departments: number;
      /** Format: date */
      from: string;
      leaders: number;
      matters: number;
      obstaclesFound: number;
      obstaclesSolved: number;
      papersCut: number;
      rows: {
        departments: {
          department: string;
          leaders: number;
          matters: number;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          obstaclesFound: number;
          obstaclesSolved: number;
          papersCut: number;
          walks: number;
          workingDaysCut: number;
        }[];
        leaders: {
          leader: string;
          matters: number;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          walks: number;
        }[];
        matters: {
          code: string | null;
          name: {
            en?: string;
            "zh-Hans": string;
            "zh-Hant"?: string;
          };
          walks: number;
        }[];
        obstacles: components["schemas"]["ObstacleInput"][];
      };
      /** Format: date */
      to: string;
      walks: number;
      workingDaysCut: number;
    };
    Webhook: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      disabledAt: string | null;
      disabledWhy: ("failing" | "gone") | null;
      events: ("ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening")[];
      failingSince: string | null;
      hall: string | null;
      id: string;
      /** @enum {string} */
      status: "active" | "disabled";
      url: string;
      waiting: number;
    };
    WebhookDelivery: {
      answered: number | null;
      /** Format: date-time */
      createdAt: string;
      dueAt: string | null;
      endedAt: string | null;
      error: ("status" | "redirect" | "timeout" | "unreachable" | "unknown-host" | "forbidden-address" | "certificate" | "disabled") | null;
      id: string;
      message: string;
      said: string | null;
      /** @enum {string} */
      status: "pending" | "delivered" | "failed";
      tries: number;
      /** @enum {string} */
      type: "ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening" | "webhook.test";
    };
    WebhookDeliveryInput: {
      answered: number | null;
      /** Format: date-time */
      createdAt: string;
      dueAt: string | null;
      endedAt: string | null;
      error: ("status" | "redirect" | "timeout" | "unreachable" | "unknown-host" | "forbidden-address" | "certificate" | "disabled") | null;
      id: string;
      message: string;
      said: string | null;
      /** @enum {string} */
      status: "pending" | "delivered" | "failed";
      tries: number;
      /** @enum {string} */
      type: "ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening" | "webhook.test";
    };
    WebhookInput: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      disabledAt: string | null;
      disabledWhy: ("failing" | "gone") | null;
      events: ("ticket.taken" | "ticket.soon" | "ticket.called" | "ticket.started" | "ticket.finished" | "ticket.held" | "ticket.missed" | "ticket.returned" | "ticket.put-back" | "ticket.transferred" | "ticket.referred" | "ticket.undone" | "visit.began" | "visit.extended" | "visit.ended" | "rating.given" | "application.accepted" | "application.supplement" | "application.decided" | "application.delivered" | "application.withdrawn" | "application.corrected" | "report.evening")[];
      failingSince: string | null;
      hall: string | null;
      id: string;
      /** @enum {string} */
      status: "active" | "disabled";
      url: string;
      waiting: number;
    };
    Window: {
      label?: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: number;
      serves: {
        /** @default 0 */
        handicapMinutes: number;
        queue: string;
      }[];
      zone: string;
    };
    WindowChange: {
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: number;
      serves?: {
        /** @default 0 */
        handicapMinutes: number;
        queue: string;
      }[];
      zone?: string;
    };
    WindowChangeInput: {
      name?: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: number;
      serves?: {
        /** @default 0 */
        handicapMinutes?: number;
        queue: string;
      }[];
      zone?: string;
    };
    WindowInput: {
      label?: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
      number: number;
      serves: {
        /** @default 0 */
        handicapMinutes?: number;
        queue: string;
      }[];
      zone: string;
    };
    WindowState: {
      allowed: ("open" | "close" | "pause" | "resume" | "call-next" | "call" | "open-ticket" | "recall" | "start" | "finish" | "no-show" | "put-back" | "hold" | "take-up" | "transfer" | "undo")[];
      /** Format: date-time */
      at: string;
      clerk: string | null;
      clerkName: string | null;
      finished: components["schemas"]["FinishedTicket"] | null;
      label?: string;
      messages: components["schemas"]["TerminalMessage"][];
      onDuty: boolean;
      parked: {
        here: boolean;
        holdKind: ("any-window" | "this-window" | "until") | null;
        number: string;
        queue: string;
        /** Format: date-time */
        since: string;
        /** @enum {string} */
        status: "held" | "missed";
        until: string | null;
      }[];
      pauseReason: string | null;
      setup?: number;
      since: string | null;
      /** @enum {string} */
      status: "closed" | "open" | "paused";
      ticket: components["schemas"]["TicketInHand"] | null;
      undoCommand: string | null;
      undoUntil: string | null;
      version: number;
      waiting: {
        count: number;
        handicapMinutes: number;
        longestSeconds: number;
        queue: string;
      }[];
      window: number;
      zone: string;
    };
    WindowStateInput: {
      allowed: ("open" | "close" | "pause" | "resume" | "call-next" | "call" | "open-ticket" | "recall" | "start" | "finish" | "no-show" | "put-back" | "hold" | "take-up" | "transfer" | "undo")[];
      /** Format: date-time */
      at: string;
      clerk: string | null;
      clerkName: string | null;
      finished: components["schemas"]["FinishedTicketInput"] | null;
      label?: string;
      messages: components["schemas"]["TerminalMessageInput"][];
      onDuty: boolean;
      parked: {
        here: boolean;
        holdKind: ("any-window" | "this-window" | "until") | null;
        number: string;
        queue: string;
        /** Format: date-time */
        since: string;
        /** @enum {string} */
        status: "held" | "missed";
        until: string | null;
      }[];
      pauseReason: string | null;
      setup?: number;
      since: string | null;
      /** @enum {string} */
      status: "closed" | "open" | "paused";
      ticket: components["schemas"]["TicketInHandInput"] | null;
      undoCommand: string | null;
      undoUntil: string | null;
      version: number;
      waiting: {
        count: number;
        handicapMinutes: number;
        longestSeconds: number;
        queue: string;
      }[];
      window: number;
      zone: string;
    };
    Zone: {
      code: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
    ZoneInput: {
      code: string;
      name: {
        en?: string;
        "zh-Hans": string;
        "zh-Hant"?: string;
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
