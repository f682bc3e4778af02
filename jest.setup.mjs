// Nest's packages must be evaluated in this order before any test file, or their circular ESM imports meet half-made modules.
import 'reflect-metadata';
import '@nestjs/common';
import '@nestjs/core';
