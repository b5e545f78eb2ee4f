import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';

class OwnController {
  own() {
    return 'the host';
  }
}
Controller()(OwnController);
Get('own')(OwnController.prototype, 'own', Object.getOwnPropertyDescriptor(OwnController.prototype, 'own'));

/** A Nest module with one route of its own, without decorators' syntax. */
export class AppModule {}
Module({ controllers: [OwnController] })(AppModule);
