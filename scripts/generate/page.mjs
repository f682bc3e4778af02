import { camel, Edits, pascal, requireName, spoken, title } from './edit.mjs';

/**
 * A list page of the console: its room and route, its calls, its columns, the form that adds one, and its places in the
 * browser tests. Its contract and its doors are a feature's (`feature.mjs`).
 * @param {{room: string, thing: string, area: string}} names
 * @param {import('./edit.mjs').Read} read
 * @returns {import('./edit.mjs').Files}
 */
export function pageFiles({ room, thing, area }, read) {
  requireName('The room', room);
  requireName('The thing', thing, undefined, 'number-list');
  const edits = new Edits(read);
  const folder = `console/src/app/${room}`;
  const [Room, Thing, field] = [pascal(room), pascal(thing), camel(thing)];
  const label = title(room);

  const rooms = edits.textOf('console/src/app/core/rooms.ts');
  const areas = [...rooms.matchAll(/\{ id: '([a-z-]+)', label/g)].map(([, id]) => id);
  if (!areas.includes(area))
    throw new Error(`The area: expected one of ${areas.join(', ')}; got ${area ?? 'nothing'}.`);
  if (rooms.includes(`{ path: '${room}',`)) throw new Error(`There is a room ${room} already.`);
  edits.beforeIn(
    'console/src/app/core/rooms.ts',
    'export const ROOMS',
    '] as const satisfies',
    `  { path: '${room}', label: '${label}', icon: 'list', area: '${area}', needs: '${room}.read' },`,
  );
  edits.before(
    'console/src/app/app.routes.ts',
    "      {\n        path: 'compose',",
    `      room('${room}', { loadComponent: () => import('./${room}/${room}.page').then((m) => m.${Room}Page) }),`,
  );

  edits.make(`${folder}/${room}.api.ts`, api({ room, Room, Thing, field }));
  edits.make(`${folder}/${room}.page.ts`, page({ room, Room, Thing, thing }));
  edits.make(`${folder}/${room}.page.html`, html({ room, thing, label }));
  edits.make(`${folder}/new-${thing}.dialog.ts`, dialog({ room, Room, Thing, thing }));
  inTests(edits, { room, thing, area, label });
  return edits.files;
}

function inTests(edits, { room, thing, area, label }) {
  const browser = 'server/test/browser/browser.ts';
  const areaLabel = new RegExp(`\\{ id: '${area}', label: '([^']+)'`).exec(
    edits.textOf('console/src/app/core/rooms.ts'),
  )?.[1];
  const text = edits.textOf(browser);
  const list = new RegExp(`(\\n  ${areaLabel}: \\[[^\\]]*)\\]`);
  // An area of one room has no list: its room is in the rail by itself.
  if (list.test(text)) edits.make(browser, text.replace(list, `$1, '${label}']`));
  const accessible = 'server/test/browser/accessible.browser.spec.ts';
  edits.before(accessible, "['/api-keys', 'API keys'],", `    ['/${room}', '${label}'],`);
  edits.before(
    accessible,
    "['/api-keys', 'API keys', ['New key']],",
    `    ['/${room}', '${label}', ['Add ${spoken(thing)}']],`,
  );
}

const api = ({ room, Room, Thing, field }) => `import { HttpClient } from '@angular/common/http';
import { Injectable, inject } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { New${Thing}, ${Thing} } from '@signalbox/contracts/${room}';
import { firstValueFrom } from 'rxjs';
import { API, queryOf, type PageOf } from '../core/api';

@Injectable({ providedIn: 'root' })
export class ${Room}Api {
  private readonly http = inject(HttpClient);
  private readonly url = \`\${API}/${room}\`;

  /** Newest first. */
  list({ limit, cursor }: PageOf): Promise<Page<${Thing}>> {
    return firstValueFrom(this.http.get<Page<${Thing}>>(this.url, { params: queryOf({ limit, cursor }) }));
  }

  add(${field}: New${Thing}): Promise<${Thing}> {
    return firstValueFrom(this.http.post<${Thing}>(this.url, ${field}));
  }

  remove(id: string): Promise<unknown> {
    return firstValueFrom(this.http.delete(\`\${this.url}/\${id}\`));
  }
}
`;

const page = ({ room, Room, Thing, thing }) => `import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import type { ${Thing} } from '@signalbox/contracts/${room}';
import { pageList } from '../core/page-list';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { EmptyState } from '../ui/empty-state';
import type { BulkAction, RowAction } from '../ui/list/action';
import type { Column } from '../ui/list/column';
import { List } from '../ui/list/list';
import { PageHeader } from '../ui/page-header';
import { ${Room}Api } from './${room}.api';

const COLUMNS: readonly Column<${Thing}>[] = [
  { id: 'name', label: 'Name', text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'created', label: 'Added', time: (row) => row.created_at, class: 'end' },
];

@Component({
  selector: 'sb-${room}-page',
  imports: [EmptyState, List, MatButton, MatIcon, PageHeader],
  templateUrl: './${room}.page.html',
})
export class ${Room}Page {
  private readonly api = inject(${Room}Api);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  protected readonly session = inject(SessionStore);

  protected readonly list = pageList<${Thing}>({
    name: '${room}',
    read: (page) => this.api.list(page),
    key: ({ id }) => id,
  });
  protected readonly columns = COLUMNS;
  protected readonly nameOf = ({ name }: ${Thing}) => name;
  protected readonly actionsOf = (row: ${Thing}): RowAction[] =>
    this.session.can('${room}.write')
      ? [{ label: 'Remove', icon: 'trash', quick: true, run: () => this.remove([row]) }]
      : [];
  protected readonly bulk = computed<readonly BulkAction<${Thing}>[]>(() =>
    this.session.can('${room}.write')
      ? [{ label: 'Remove', icon: 'trash', run: (rows) => this.remove(rows) }]
      : [],
  );

  protected async add(): Promise<void> {
    const dialog = () => import('./new-${thing}.dialog').then((m) => m.New${Thing}Dialog);
    const added = await this.dialogs.open(dialog, { needs: '${room}.write', width: 'small' });
    if (added === null) return;
    this.acts.say('Added');
    void this.list.refresh();
  }

  private async remove(rows: readonly ${Thing}[]): Promise<boolean> {
    const question = {
      title: rows.length === 1 ? \`Remove \${rows[0]?.name}?\` : \`Remove \${rows.length}?\`,
      text: 'It cannot be taken back.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.dialogs.ask(question))) return false;
    const isDone = await this.acts.each(rows, ({ id }) => this.api.remove(id), 'Removed');
    void this.list.refresh();
    return isDone;
  }
}
`;

const html = ({ room, thing, label }) => `<sb-page-header heading="${label}" lead="What they are, in a sentence.">
  @if (session.can('${room}.write')) {
    <button matButton="filled" type="button" (click)="add()">
      <mat-icon svgIcon="plus" aria-hidden="true" />Add ${spoken(thing)}
    </button>
  }
</sb-page-header>

<sb-list
  name="${room}"
  label="${label}"
  [source]="list"
  [columns]="columns"
  [nameOf]="nameOf"
  [actions]="actionsOf"
  [bulk]="bulk()"
>
  <sb-empty-state icon="list" heading="No ${spoken(room)} yet" text="What they are good for, and how one comes here." />
</sb-list>
`;

const dialog = ({ room, Room, Thing, thing }) => `import { Component, inject, signal } from '@angular/core';
import { form, maxLength, required } from '@angular/forms/signals';
import { MatDialogRef } from '@angular/material/dialog';
import { Submission } from '../core/form-errors';
import { FormDialog } from '../ui/form-dialog';
import { TextField } from '../ui/text-field';
import { ${Room}Api } from './${room}.api';

/** Adds one. Closes with true when it is there. */
@Component({
  selector: 'sb-new-${thing}-dialog',
  imports: [FormDialog, TextField],
  template: \`
    <sb-form-dialog heading="Add ${spoken(thing)}" action="Add" [form]="form" [submission]="submission">
      <sb-text-field label="Name" [field]="form.name" />
    </sb-form-dialog>
  \`,
})
export class New${Thing}Dialog {
  private readonly api = inject(${Room}Api);
  private readonly dialog = inject<MatDialogRef<New${Thing}Dialog, boolean>>(MatDialogRef);
  protected readonly submission = new Submission();
  private readonly model = signal({ name: '' });
  protected readonly form = form(
    this.model,
    (path) => {
      required(path.name, { message: 'Enter the name' });
      maxLength(path.name, 64, { message: 'At most 64 characters' });
    },
    {
      submission: {
        action: ({ name }) =>
          this.submission.run(
            () => this.add(),
            () => ({ name }),
          ),
      },
    },
  );

  private async add(): Promise<void> {
    await this.api.add({ name: this.model().name.trim() });
    this.dialog.close(true);
  }
}
`;
