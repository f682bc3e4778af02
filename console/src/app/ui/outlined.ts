import type { Provider } from '@angular/core';
import { MAT_FORM_FIELD_DEFAULT_OPTIONS, type MatFormFieldDefaultOptions } from '@angular/material/form-field';

/** The look of every form field; provided where there are some, so that the first bundle holds none of it. */
export const OUTLINED: Provider = {
  provide: MAT_FORM_FIELD_DEFAULT_OPTIONS,
  useValue: {
    appearance: 'outline',
    subscriptSizing: 'dynamic',
    hideRequiredMarker: true,
  } satisfies MatFormFieldDefaultOptions,
};
