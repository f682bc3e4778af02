import { Component, input, model } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import { ChoiceField } from '../ui/choice-field';
import { NumberField, TextField } from '../ui/text-field';
import type { SmppFields } from './provider-fields';

/** An account at an SMSC: what it cannot do without, and behind a button what SMSCs differ in. */
@Component({
  selector: 'sb-smpp-fieldset',
  imports: [ChoiceField, FormField, MatButton, MatSlideToggle, NumberField, TextField],
  templateUrl: './smpp-fieldset.html',
  styleUrl: './fieldset.scss',
})
export class SmppFieldset {
  readonly fields = input.required<FieldTree<SmppFields>>();
  readonly secret = input.required<FieldTree<string>>();
  readonly secretHint = input.required<string>();
  readonly more = model.required<boolean>();

  protected readonly binds = [
    { value: 'transceiver', label: 'Transceiver' },
    { value: 'transmitter_receiver', label: 'Transmitter and receiver' },
  ];
  protected readonly concatenations = [
    { value: 'udh', label: 'User data header (UDH)' },
    { value: 'sar', label: 'sar_ parameters' },
  ];
  protected readonly alphabets = [
    { value: 'gsm7', label: 'GSM 7-bit' },
    { value: 'latin1', label: 'Latin-1' },
  ];
  protected readonly idFormats = [
    { value: 'auto', label: 'As it comes' },
    { value: 'same', label: 'The same in both' },
    { value: 'decimal_to_hex', label: 'Decimal, then hexadecimal' },
    { value: 'hex_to_decimal', label: 'Hexadecimal, then decimal' },
  ];
  protected readonly flashes = [
    { value: 'data_coding', label: 'In data_coding' },
    { value: 'dest_addr_subunit', label: 'In dest_addr_subunit' },
  ];
}
