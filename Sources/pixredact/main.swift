import PixredactCommandLine

Console.openStandardDescriptors()
PixredactCommand.main()
