import PixredactCommandLine

PixredactCommand.main()
